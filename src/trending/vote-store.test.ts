import { sql } from 'kysely'
import { beforeAll, expect, test, vi } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { draft, posted, saveDrafts } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { addPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { setPaperHidden } from '../papers/hidden-store.ts'
import { votesFrom } from './burst.ts'
import { castVote, countWaiting, release, withdrawVote } from './vote-store.ts'

const now = new Date('2025-04-17T12:00:00Z')
const DAY = '2025-04-17'

onBothEngines('votes', (open) => {
  let db: Database
  let people: string[]
  let number = 0
  const held: string[] = []

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
    allowance: null,
    onHeld: () => void held.push(paperId),
    ...more,
  })
  const statesFor = async (id: string) => {
    const rows = await db.selectFrom('votes').select('state').where('paperId', '=', id).execute()
    return rows.map(({ state }) => state)
  }
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
    expect(await statesFor(id)).toEqual(['counted', 'counted'])
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
    const allowance = votesFrom('198.51.100.7', id, 1)
    await castVote(db, ballot(id, 1, { allowance, countsFrom: now }), now)
    await castVote(db, ballot(id, 1, { allowance }), now) // again: this takes nothing from the others
    const suspect = ballot(id, 0, { allowance, countsFrom: now })
    expect(await castVote(db, suspect, now)).toEqual({ votes: 0, state: 'held' })
    expect(await castVote(db, suspect, now)).toEqual({ votes: 0, state: 'held' })
    expect(held).toEqual([id])
    const anHourLater = new Date(now.getTime() + 3_600_000)
    expect(await castVote(db, ballot(id, 2, { allowance }), anHourLater)).toEqual({
      votes: 1,
      state: 'counted',
    })
    expect(await countWaiting(db, now)).toBe(true)
    expect((await paperOf(id)).votes).toBe(2)
    const releases = [release(db, suspect, 'held'), release(db, suspect, 'held')]
    expect((await Promise.all(releases)).filter(Boolean)).toHaveLength(1)
    expect((await paperOf(id)).votes).toBe(3)
    expect(await brokenRules(db)).toEqual([])
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

  /** With turns of its own, as another process has them. */
  function anotherProcess(): Promise<typeof import('./vote-store.ts')> {
    vi.resetModules()
    return import('./vote-store.ts')
  }

  test('that come through several processes at once are all counted, and each once', async () => {
    const processes = [await anotherProcess(), await anotherProcess(), await anotherProcess()]
    const id = await newPaper(5)
    const voters = people.slice(0, 9)
    const everybody = voters.flatMap((_, turn) =>
      processes.map((process, n) => {
        const person = (turn + 2 * n) % voters.length // each of them has somebody else before it
        return process.castVote(db, ballot(id, person), now)
      }),
    )
    expect(new Set((await Promise.all(everybody)).map((standing) => standing?.state))).toEqual(
      new Set(['counted']),
    )
    expect((await paperOf(id)).votes).toBe(5 + voters.length)
    expect(await statesFor(id)).toHaveLength(voters.length)
    expect(await brokenRules(db)).toEqual([])

    const changing = voters.flatMap((_, person) => [
      processes[0]!.withdrawVote(db, ballot(id, (person + 4) % voters.length)),
      processes[1]!.castVote(db, ballot(id, person), now),
      processes[2]!.castVote(db, ballot(id, person, { countsFrom: now }), now),
      saveDrafts(db, [draft(number, { title: `A title for person ${person}` })]),
    ])
    await Promise.all(changing)
    await countWaiting(db, now)
    const states = await statesFor(id)
    expect((await paperOf(id)).votes).toBe(states.length)
    expect(states.filter((state) => state !== 'counted')).toEqual([]) // and none stays where every withdrawal came last
    expect(await brokenRules(db)).toEqual([])
  }, 60_000)

  test('for a paper that is hidden are none, and those that it had stay', async () => {
    const id = await newPaper()
    await castVote(db, ballot(id), now)
    await castVote(db, ballot(id, 1, { countsFrom: now }), now)
    await inTransaction(db, (transaction) => setPaperHidden(transaction, id, 'Spam'))
    expect(await castVote(db, ballot(id, 2), now)).toBeNull()
    expect(await countWaiting(db, now)).toBe(true)
    await inTransaction(db, (transaction) => setPaperHidden(transaction, id, null))
    expect((await paperOf(id)).votes).toBe(2)
    expect(await brokenRules(db)).toEqual([])
  })

  test('of one person a hundred times at once, given and taken back, end as one or none', async () => {
    const id = await newPaper()
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 2 ? withdrawVote(db, ballot(id)) : castVote(db, ballot(id), now),
      ),
    )
    const { votes } = await paperOf(id)
    expect(await statesFor(id)).toHaveLength(votes)
    expect(await brokenRules(db)).toEqual([])
  })
})
