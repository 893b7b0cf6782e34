import { beforeAll, expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { addPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import {
  addCollection,
  findCollection,
  listCollected,
  listPublicCollections,
  putPaper,
  removePaper,
} from './collection-store.ts'
import { follow, unfollow } from './follow-store.ts'
import { matchReferences } from './match.ts'
import { marksOf } from './marks-store.ts'
import { countUnread, listNews, markAllRead, spreadNews, tellFollowers } from './news-store.ts'
import { listSaved, saveAll, savedIds, setMark, setSaved } from './shelf-store.ts'

const now = new Date('2025-04-17T12:00:00Z')
const later = new Date('2025-04-17T15:00:00Z')
const DAY = '2025-04-17'
const ONE = '2504.00001'
const TWO = '2504.00002'

onBothEngines('a library', (open) => {
  let db: Database
  let ada: string
  let bo: string

  beforeAll(async () => {
    db = (await open()).db
    ada = (await addPerson(db, { handle: 'ada', email: null }, now))!.id
    bo = (await addPerson(db, { handle: 'bo', email: null }, now))!.id
    await saveDrafts(db, [
      posted(DAY, 1, { categories: ['cs.CL'], authors: ['Ada Oak', 'Bo Elm'] }),
      posted(DAY, 2, { categories: ['cs.RO'] }),
      posted('2024-01-02', 3, { categories: ['cs.CL'] }),
    ])
  })

  const save = (paperId: string, saved: boolean, at = now, personId = ada) =>
    setSaved(db, { personId, paperId, saved, counts: true }, at)
  const paperOf = (id: string) =>
    db
      .selectFrom('papers')
      .select(['heat', 'attention'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  test('keeps papers, the last saved first, and lets them go as if nothing had been', async () => {
    const before = await paperOf(ONE)
    expect([await save(ONE, true), await save(ONE, true), await save(TWO, true, later)]).toEqual([
      true,
      true,
      true,
    ])
    expect((await listSaved(db, ada, 1, 10)).papers.map(({ id }) => id)).toEqual([TWO, ONE])
    expect((await paperOf(ONE)).attention!.save!.count).toBe(1)
    expect(await brokenRules(db)).toEqual([])

    await save(ONE, false)
    await save(ONE, false)
    expect(await savedIds(db, ada)).toEqual([TWO])
    expect(await paperOf(ONE)).toEqual(before)
    expect(await save('2504.99999', true)).toBe(false)
  })

  test('knows what was seen and what is of no interest', async () => {
    await setMark(db, { personId: bo, paperId: ONE }, 'seen', now)
    await setMark(db, { personId: bo, paperId: ONE }, 'dismissed', now)
    await setMark(db, { personId: bo, paperId: 'no such paper' }, 'seen', now)
    expect(await marksOf(db, bo, [TWO, ONE, 'no such paper'])).toEqual(
      new Map([
        [ONE, { vote: null, saved: false, seen: true, dismissed: true }],
        [TWO, { vote: null, saved: false, seen: false, dismissed: false }],
        ['no such paper', { vote: null, saved: false, seen: false, dismissed: false }],
      ]),
    )
    await setMark(db, { personId: bo, paperId: ONE }, 'dismissed', null)
    expect((await marksOf(db, bo, [ONE])).get(ONE)).toMatchObject({
      seen: true,
      dismissed: false,
    })
  })

  test('takes in the papers of a reference list that are here, and names the others', async () => {
    const bibtex = `@article{a, title = {Whatever}, eprint = {${ONE}}, archiveprefix = {arXiv}}
      @misc{b, title = {A work that nobody here knows}, author = {Nobody, N.}}`
    expect(await matchReferences(db, bibtex, now)).toEqual({
      paperIds: [ONE],
      missing: ['A work that nobody here knows'],
      rejected: 0,
      problem: null,
    })
    const ris = `TY  - JOUR\r\nTI  - x\r\nUR  - https://arxiv.org/abs/${TWO}v2\r\nER  - \r\n`
    expect((await matchReferences(db, ris, now)).paperIds).toEqual([TWO])
    const csl = JSON.stringify([
      {
        id: 'a',
        type: 'article',
        title: 'x',
        author: [{ family: 'Oak', given: 'Ada' }],
        URL: `https://arxiv.org/abs/${ONE}`,
      },
      { data: { itemType: 'preprint', title: 'y', creators: [], archiveID: `arXiv:${TWO}` } },
      { type: 'article', issued: {}, title: '' },
    ])
    expect(await matchReferences(db, csl, now)).toMatchObject({ paperIds: [ONE, TWO], rejected: 1 })
    expect((await matchReferences(db, 'PK\x03\x04 no list', now)).problem).not.toBeNull()

    await saveAll(db, bo, [ONE, TWO, 'no such paper'], later)
    expect(await savedIds(db, bo)).toEqual([ONE, TWO])
    expect((await paperOf(ONE)).attention?.save).toBeUndefined() // old references are no news
  })

  test('holds collections with notes', async () => {
    const text = { title: 'River models', description: '', visibility: 'public' as const }
    expect(await addCollection(db, { id: 'c1', personId: ada }, text, now)).toBe(true)
    await addCollection(db, { id: 'c2', personId: ada }, { ...text, visibility: 'private' }, now)
    expect(await putPaper(db, 'c1', { paperId: ONE, note: 'first' }, now)).toBe(true)
    expect(await putPaper(db, 'c1', { paperId: ONE, note: 'better' }, now)).toBe(true)
    expect(await putPaper(db, 'c1', { paperId: 'none', note: '' }, now)).toBe(false)
    await putPaper(db, 'c1', { paperId: TWO, note: '' }, later)
    expect((await listCollected(db, 'c1', 1, 10)).map(({ id, note }) => [id, note])).toEqual([
      [TWO, ''],
      [ONE, 'better'],
    ])
    expect(await findCollection(db, 'c1')).toMatchObject({ handle: 'ada', papers: 2 })
    expect((await listPublicCollections(db)).map(({ id }) => id)).toEqual(['c1'])
    await removePaper(db, 'c1', TWO, later)
    expect(await findCollection(db, 'c1')).toMatchObject({ papers: 1 })
  })

  test('tells of new papers among what somebody follows, once each, and not of old ones', async () => {
    await follow(db, bo, { kind: 'author', subject: 'ada-oak' }, now)
    await follow(db, bo, { kind: 'topic', subject: 'cs.CL' }, now)
    await follow(db, ada, { kind: 'topic', subject: 'cs.RO' }, now)
    await follow(db, ada, { kind: 'topic', subject: 'cs.RO' }, now)
    expect(await spreadNews(db, now)).toBe(false) // they have not been read

    await db.updateTable('readingProgress').set({ change: 1_000_000 }).execute()
    while (await spreadNews(db, now));
    const news = async (person: string) =>
      (await listNews(db, person, 1, 10)).items.map(({ id, because }) => [id, because.kind])
    expect(await news(bo)).toEqual([[ONE, 'author']]) // by both of what bo follows; and the paper of 2024 is none
    expect(await news(ada)).toEqual([[TWO, 'topic']])

    await saveDrafts(db, [
      posted(DAY, 1, { categories: ['cs.CL'], authors: ['Ada Oak'], title: 'Said anew' }),
    ])
    while (await spreadNews(db, later));
    expect(await countUnread(db, bo, later)).toEqual({ news: 1, notices: 0 })
    await markAllRead(db, bo, later)
    expect(await countUnread(db, bo, later)).toEqual({ news: 0, notices: 0 })
    expect(await news(bo)).toHaveLength(1)
  })

  test('tells of papers that join a collection or a search that somebody follows', async () => {
    await follow(db, bo, { kind: 'search', subject: 'robots' }, now)
    await tellFollowers(db, { kind: 'search', subject: 'robots' }, [TWO, '2504.00003', 'gone'], now)
    expect((await listNews(db, bo, 1, 10)).items.map(({ id }) => id)).toContain(TWO)
    expect((await listNews(db, bo, 1, 10)).items.map(({ id }) => id)).not.toContain('2504.00003') // of 2024
    await unfollow(db, bo, { kind: 'search', subject: 'robots' })
    await follow(db, ada, { kind: 'collection', subject: 'c1' }, now)
    await tellFollowers(db, { kind: 'collection', subject: 'c1' }, ['2504.00003'], now) // put there by hand
    expect((await listNews(db, ada, 1, 10)).items.map(({ id }) => id)).toContain('2504.00003')
  })

  test('follows papers that turn out to be one', async () => {
    await saveDrafts(db, [
      { ids: { doi: '10.1/old' }, title: 'Twins met later', authors: ['Cy Fir'] },
    ])
    await saveDrafts(db, [posted(DAY, 9, { title: 'Another name' })])
    const [old, kept] = ['doi:10.1/old', '2504.00009']
    for (const id of [old, kept]) {
      await save(id, true, now)
      await putPaper(db, 'c1', { paperId: id, note: id }, now)
    }
    await save(old, true, later, bo)
    await saveDrafts(db, [
      { ids: { doi: '10.1/old', arxiv: kept }, title: 'Another name', authors: ['Ada Example'] },
    ])
    expect(await savedIds(db, bo)).toContain(kept)
    expect((await savedIds(db, ada)).filter((id) => id === kept || id === old)).toEqual([kept])
    expect((await paperOf(kept)).attention!.save!.count).toBe(2)
    expect((await listCollected(db, 'c1', 1, 10)).filter(({ id }) => id === kept)).toHaveLength(1)
    expect(await brokenRules(db)).toEqual([])
  })
})
