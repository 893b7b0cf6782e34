import { expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { brokenRules } from '../../test/integrity.ts'
import { draft, saveDrafts } from '../../test/test-site.ts'
import { addPerson } from '../accounts/people-store.ts'
import type { Draft } from '../papers/paper.ts'
import { savePapers } from '../papers/save.ts'
import { DEPTH_MAX, placeOf } from './comment.ts'
import {
  addComment,
  deleteComment,
  hideComment,
  listComments,
  pageOfComment,
} from './comments-store.ts'
import { react } from './reaction-store.ts'

const at = new Date('2025-04-17T12:00:00Z')

const ANY = { since: new Date(0), most: Infinity }

onBothEngines('comments', (open) => {
  const ready = open().then(async ({ db }) => {
    const person = await addPerson(db, { handle: 'ada', email: null }, at)
    return { db, personId: person!.id }
  })

  let number = 0

  async function say(paperId: string, parentId: number | null = null): Promise<number> {
    const { db, personId } = await ready
    const said = { body: `Said ${(number += 1)}`, html: '<p>b</p>', mentions: [], at }
    const id = await addComment(db, { paperId, personId, parentId, ...said }, ANY)
    if (typeof id !== 'number') throw new Error(`comment ${number} was not taken`)
    return id
  }

  test('100 answers, each to the one before, stay in order and no deeper than a phone can show', async () => {
    const { db } = await ready
    let last = await say('deep')
    const said = [last]
    for (let n = 1; n < 100; n++) said.push((last = await say('deep', last)))

    const { comments, total } = await listComments(db, 'deep', { page: 1, size: 100, reader: null })
    expect(total).toBe(100)
    expect(comments.map(({ id }) => id)).toEqual(said)
    expect(Math.max(...comments.map(({ depth }) => depth))).toBe(DEPTH_MAX)
  })

  test('pages neither repeat nor skip a comment, and each comment knows its page', async () => {
    const { db } = await ready
    const roots = [await say('long'), await say('long'), await say('long')]
    for (const root of roots) for (let n = 0; n < 5; n++) await say('long', root)

    const page = (number: number) =>
      listComments(db, 'long', { page: number, size: 7, reader: null }).then(
        ({ comments }) => comments,
      )
    const pages = [await page(1), await page(2), await page(3)]
    const ids = pages.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(18)
    for (const [index, comments] of pages.entries()) {
      for (const { id } of comments) expect(await pageOfComment(db, id, 7)).toBe(index + 1)
    }
  })

  test('two people who answer at once both stand', async () => {
    const { db } = await ready
    const root = await say('race')
    const ids = await Promise.all(Array.from({ length: 20 }, () => say('race', root)))
    expect(new Set(ids).size).toBe(20)
    expect((await listComments(db, 'race', { page: 1, size: 50, reader: null })).total).toBe(21)
  })

  test('when two papers turn out to be one, their discussions become one', async () => {
    const { db } = await ready
    const draft = (ids: Draft['ids'], title: string): Draft => ({
      ids,
      title,
      authors: ['Ada Lovelace'],
    })
    const save = (externalId: string, given: Draft) =>
      savePapers(
        db,
        [{ source: 'broadsheet', externalId, raw: JSON.stringify(given), draft: given }],
        (_, raw) => JSON.parse(raw),
      )
    await save('a', draft({ doi: '10.1234/one' }, 'A discussion that has two homes'))
    await save('b', draft({ arxiv: '2504.12345' }, 'Quite another title for the same work'))
    const first = await say('doi:10.1234/one')
    const second = await say('2504.12345')
    const comment = { id: first, paperId: 'doi:10.1234/one' }
    await react(db, { comment, personId: (await ready).personId, sign: 'thanks', on: true, at })

    await save(
      'c',
      draft({ arxiv: '2504.12345', doi: '10.1234/one' }, 'Quite another title for the same work'),
    )

    const { comments } = await listComments(db, '2504.12345', { page: 1, size: 9, reader: null })
    expect(comments.map(({ id }) => id)).toEqual([first, second])
    expect(comments[0]!.reactions).toEqual([{ sign: 'thanks', count: 1, mine: false }])
  })

  test('are attention to their paper, once a reader, until they are deleted or hidden', async () => {
    const { db, personId } = await ready
    await saveDrafts(db, [draft(1)])
    const paperId = '2504.00001'
    const counted = async () => {
      const { attention } = await db
        .selectFrom('papers')
        .select('attention')
        .where('id', '=', paperId)
        .executeTakeFirstOrThrow()
      expect(await brokenRules(db)).toEqual([])
      return attention?.comment?.count ?? 0
    }
    const first = await say(paperId)
    const second = await say(paperId)
    expect(await counted()).toBe(1)
    await hideComment(db, first, { at, reason: 'spam' })
    await hideComment(db, first, { at, reason: 'spam indeed' })
    expect(await counted()).toBe(0)
    await hideComment(db, first, null)
    expect(await counted()).toBe(1)
    await deleteComment(db, second, personId, at)
    expect(await counted()).toBe(1)
    await deleteComment(db, first, personId, at)
    expect(await counted()).toBe(0)
  })
})

test('a place keeps its order whatever the number of digits', () => {
  const parent = placeOf(35, null)
  const places = [
    parent,
    placeOf(36, parent),
    placeOf(1295, parent),
    placeOf(1296, parent),
    placeOf(37, null),
  ]
  const texts = places.map(({ place }) => place)
  expect(texts.toSorted()).toEqual(texts)
})
