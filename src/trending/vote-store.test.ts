import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { addPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import { castVote, countWaiting, release, votesFor, withdrawVote } from './vote-store.ts'

const now = new Date('2025-04-17T12:00:00Z')
const DAY = '2025-04-17'

onBothEngines('votes', (open) => {
  let db: Database
  let people: string[]
  let number = 0

  beforeAll(async () => {
    db = (await open()).db
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        addPerson(db, { handle: `voter-${n}`, email: null }, now),
      ),
    )
    people = added.map((person) => person!.id)
  })

  async function newPaper(votes = 0): Promise<string> {
    number += 1
    await saveDrafts(db, [
      posted(DAY, number, { posting: { day: DAY, position: 1, votes, comments: 0 } }),
    ])
    return `2504.${String(number).padStart(5, '0')}`
  }
  const ballot = (paperId: string, person = 0, more = {}) => ({
    paperId,
    personId: people[person]!,
    countsFrom: null,
    isSuspect: async () => false,
    ...more,
  })
  const paperOf = async (id: string) =>
    db
      .selectFrom('papers')
      .select(['votes', 'heat', 'attention'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  test('count once per person and paper, on top of those of other sites', async () => {
    const id = await newPaper(7)
    expect(await castVote(db, ballot(id), now)).toEqual({ votes: 8, state: 'counted' })
    expect(await castVote(db, ballot(id), now)).toEqual({ votes: 8, state: 'counted' })
    expect(await castVote(db, ballot(id, 1), now)).toEqual({ votes: 9, state: 'counted' })
    expect((await paperOf(id)).attention!.vote!.count).toBe(2)
    expect(await votesFor(db, people[0]!, [id, 'other'])).toEqual(new Map([[id, 'counted']]))
    expect(await brokenRules(db)).toEqual([])
  })

  test('taken back leave everything as it was, and a second time nothing', async () => {
    const id = await newPaper(7)
    const before = await paperOf(id)
    await castVote(db, ballot(id), now)
    expect(await withdrawVote(db, ballot(id))).toEqual({ votes: 7, state: null })
    expect(await withdrawVote(db, ballot(id))).toEqual({ votes: 7, state: null })
    expect(await paperOf(id)).toEqual(before)
  })

  test('for a paper that is not there are none', async () => {
    expect(await castVote(db, ballot('2504.99999'), now)).toBeNull()
    expect(await withdrawVote(db, ballot('2504.99999'))).toBeNull()
  })

  test('stay when the paper is saved again', async () => {
    const id = await newPaper(7)
    await castVote(db, ballot(id), now)
    number -= 1
    await newPaper(10)
    expect((await paperOf(id)).votes).toBe(11)
    expect(await brokenRules(db)).toEqual([])
  })

  test('of a new account count when it has aged, for the hour in which they were given', async () => {
    const [later, atOnce] = [await newPaper(), await newPaper()]
    const tomorrow = new Date('2025-04-18T12:00:00Z')
    expect(await castVote(db, ballot(later, 0, { countsFrom: tomorrow }), now)).toEqual({
      votes: 0,
      state: 'waiting',
    })
    await castVote(db, ballot(atOnce), now)
    expect(await countWaiting(db, now)).toBe(false)
    expect((await paperOf(later)).votes).toBe(0)

    expect(await countWaiting(db, tomorrow)).toBe(true)
    expect(await countWaiting(db, tomorrow)).toBe(false)
    expect(await paperOf(later)).toEqual(await paperOf(atOnce))
  })

  test('that wait and are taken back never count', async () => {
    const id = await newPaper()
    await castVote(db, ballot(id, 0, { countsFrom: now }), now)
    expect(await withdrawVote(db, ballot(id))).toEqual({ votes: 0, state: null })
    expect(await countWaiting(db, now)).toBe(false)
  })

  test('that are suspect are held until somebody lets them go, once', async () => {
    const id = await newPaper()
    const suspect = ballot(id, 0, { isSuspect: async () => true, countsFrom: now })
    expect(await castVote(db, suspect, now)).toEqual({ votes: 0, state: 'held' })
    expect(await countWaiting(db, now)).toBe(false)
    const releases = [release(db, suspect, 'held'), release(db, suspect, 'held')]
    expect((await Promise.all(releases)).filter(Boolean)).toHaveLength(1)
    expect((await paperOf(id)).votes).toBe(1)
  })

  test('for two papers that turn out to be one are one', async () => {
    const [one, other] = [await newPaper(), await newPaper()]
    const title = 'One work under two names, met twice'
    await castVote(db, ballot(one, 0), now)
    await castVote(db, ballot(other, 0), new Date('2025-04-17T15:00:00Z'))
    await castVote(db, ballot(one, 1), now)
    await castVote(db, ballot(other, 2, { countsFrom: now }), now)
    await saveDrafts(db, [
      { ids: { doi: '10.1000/one', arxiv: one }, title, authors: ['Ada Example'] },
    ])
    const doi = await newDoiPaper()
    await castVote(db, ballot(doi, 0), now)
    await castVote(db, ballot(doi, 3), now)
    await saveDrafts(db, [
      { ids: { arxiv: other, doi: '10.1000/other' }, title: 'Another title', authors: ['Bo'] },
    ])

    expect((await paperOf(other)).votes).toBe(2) // people 0 and 3, once each; that of 2 waits
    expect(await brokenRules(db)).toEqual([])
    await countWaiting(db, now)
    expect((await paperOf(other)).votes).toBe(3)
    expect(await brokenRules(db)).toEqual([])
  })

  async function newDoiPaper(): Promise<string> {
    await saveDrafts(db, [
      { ids: { doi: '10.1000/other' }, title: 'Another title', authors: ['Bo'] },
    ])
    return 'doi:10.1000/other'
  }

  test('of people who left stay in the count, by nobody’s name', async () => {
    const id = await newPaper()
    await castVote(db, ballot(id, 9), now)
    await db.deleteFrom('people').where('id', '=', people[9]!).execute()
    expect((await paperOf(id)).votes).toBe(1)
    expect(await brokenRules(db)).toEqual([])
  })

  test('of a thousand people at once are a thousand', async () => {
    const id = await newPaper()
    await sql`
      insert into people (id, handle, handle_shape, created_at)
      select 'crowd-' || n, 'crowd-' || n, 'crowd-' || n, now() from generate_series(1, 1000) n
    `.execute(db)
    const votes = Array.from({ length: 1000 }, (_, n) =>
      castVote(db, ballot(id, 0, { personId: `crowd-${n + 1}` }), now),
    )
    const standings = await Promise.all(votes)
    expect(new Set(standings.map((standing) => standing!.votes)).size).toBe(1000)
    expect((await paperOf(id)).votes).toBe(1000)
    expect(await brokenRules(db)).toEqual([])
  }, 120_000)

  test('of one person a hundred times at once, given and taken back, end as one or none', async () => {
    const id = await newPaper()
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 2 ? withdrawVote(db, ballot(id)) : castVote(db, ballot(id), now),
      ),
    )
    const { votes } = await paperOf(id)
    expect(votes).toBe((await votesFor(db, people[0]!, [id])).size)
    expect(await brokenRules(db)).toEqual([])
  })
})
