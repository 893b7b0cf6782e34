import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { heat, hourOf, withHour, type Attentions } from '../heat/heat.ts'
import { addHour, readHeatRule, readHours } from '../papers/attention-store.ts'
import { newTurns } from '../lib/turns.ts'
import { announcedAt, warmthOfHours } from '../papers/warmth.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables
import type { VoteState } from './vote.ts'

/** The channel on which every process hears that counts of votes changed. */
export const VOTES_CHANGED = 'votes_changed'

export interface Ballot {
  personId: string
  paperId: string
  countsFrom: Date | null // null: at once
  /** Asked when the vote is a new one: whether a moderator has to look at it first. */
  isSuspect: (db: Database) => Promise<boolean>
}

/**
 * Votes for one paper lock its row. They wait for it here and not with a connection in hand: ten of them would keep all
 * others from the database.
 */
const inTurn = newTurns()

/** How a paper stands after somebody voted. */
export interface Standing {
  votes: number
  state: VoteState | null // of the vote of this person; null: none
}

/**
 * Votes for a paper; a second time changes nothing. Null when there is no such paper: it may have merged into another.
 * Votes for one paper take turns, so each of a thousand at once is counted.
 */
export function castVote(db: Database, ballot: Ballot, now: Date): Promise<Standing | null> {
  const { paperId, personId } = ballot
  return voting(db, paperId, async (transaction) => {
    const paper = await lockPaper(transaction, paperId)
    if (!paper) return null
    const known = await findVote(transaction, personId, paperId)
    if (known) return { votes: paper.votes, state: known.state }

    const state = await stateOf(transaction, ballot)
    const row = { personId, paperId, givenAt: now, state, countsAt: ballot.countsFrom }
    await transaction.insertInto('votes').values(row).execute()
    if (state !== 'counted') return { votes: paper.votes, state }
    await count(transaction, paper, now)
    return { votes: paper.votes + 1, state }
  })
}

/** Takes a vote back; without one it changes nothing. Null when there is no such paper. */
export function withdrawVote(
  db: Database,
  { personId, paperId }: Pick<Ballot, 'personId' | 'paperId'>,
): Promise<Standing | null> {
  return voting(db, paperId, async (transaction) => {
    const paper = await lockPaper(transaction, paperId)
    if (!paper) return null
    const taken = await transaction
      .deleteFrom('votes')
      .where('personId', '=', personId)
      .where('paperId', '=', paperId)
      .where('state', '<>', 'refused') // else it could be given anew
      .returning(['state', 'givenAt'])
      .executeTakeFirst()
    if (!taken) {
      const refused = await findVote(transaction, personId, paperId)
      return { votes: paper.votes, state: refused?.state ?? null }
    }
    if (taken.state !== 'counted') return { votes: paper.votes, state: null }
    await uncount(transaction, paper, taken.givenAt)
    return { votes: paper.votes - 1, state: null }
  })
}

function voting<Result>(
  db: Database,
  paperId: string,
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  return inTurn(paperId, () => db.transaction().execute(work))
}

async function stateOf(db: Database, { countsFrom, isSuspect }: Ballot): Promise<VoteState> {
  if (await isSuspect(db)) return 'held'
  return countsFrom === null ? 'counted' : 'waiting'
}

async function findVote(db: Database, personId: string, paperId: string) {
  return db
    .selectFrom('votes')
    .select('state')
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .executeTakeFirst()
}

interface LockedPaper {
  id: string
  day: string | null
  votes: number
  attention: Attentions | null
}

async function lockPaper(db: Database, id: string): Promise<LockedPaper | null> {
  const { rows } = await sql<LockedPaper>`
    select id, day, votes, attention from papers where id = ${id} for update
  `.execute(db)
  return rows[0] ?? null
}

/** The vote counts for the hour in which it was given, also when it is counted later. */
async function count(db: Database, paper: LockedPaper, givenAt: Date): Promise<void> {
  const hour = { kind: 'vote' as const, hour: hourOf(givenAt), amount: 1 }
  await addHour(db, paper.id, hour)
  const { rule } = await readHeatRule(db)
  const attention = withHour(paper.attention ?? {}, hour, rule)
  await writeStanding(db, paper.id, 1, {
    attention,
    heat: heat(attention, announcedAt(paper.day), rule),
  })
}

/** What is left is derived from what happened: taking a power from a sum of powers would leave its error behind. */
async function uncount(db: Database, paper: LockedPaper, givenAt: Date): Promise<void> {
  await addHour(db, paper.id, { kind: 'vote', hour: hourOf(givenAt), amount: -1 })
  const { rule } = await readHeatRule(db)
  const hours = await readHours(db, [paper.id])
  await writeStanding(db, paper.id, -1, warmthOfHours(paper.day, hours.get(paper.id) ?? [], rule))
}

async function writeStanding(
  db: Database,
  id: string,
  votes: 1 | -1,
  warmth: { attention: Attentions; heat: number | null },
): Promise<void> {
  const attention = warmth.heat === null ? null : JSON.stringify(warmth.attention)
  await sql`
    update papers
    set votes = votes + ${votes}::integer, heat = ${warmth.heat}::float8, attention = ${attention}::jsonb
    where id = ${id}
  `.execute(db)
  await sql`select pg_notify(${VOTES_CHANGED}, '')`.execute(db)
}

/** The state of the votes of a person for these papers. Papers without one are left out. */
export async function votesFor(
  db: Database,
  personId: string,
  paperIds: string[],
): Promise<Map<string, VoteState>> {
  const { rows } = await sql<{ paperId: string; state: VoteState }>`
    select paper_id, state from votes
    where person_id = ${personId} and paper_id = any(${paperIds}::text[])
  `.execute(db)
  return new Map(rows.map(({ paperId, state }) => [paperId, state]))
}

const VOTES_AT_ONCE = 100

/** Counts votes that have waited long enough, some at a time. False when there was none. */
export async function countWaiting(db: Database, now: Date): Promise<boolean> {
  const due = await db
    .selectFrom('votes')
    .select(['personId', 'paperId'])
    .where('state', '=', 'waiting')
    .where('countsAt', '<=', now)
    .orderBy('countsAt')
    .limit(VOTES_AT_ONCE)
    .execute()
  for (const vote of due) await release(db, vote, 'waiting')
  return due.length > 0
}

/** Counts a vote that was in this state. False when it no longer is: somebody else was faster, or took it back. */
export function release(
  db: Database,
  { personId, paperId }: { personId: string; paperId: string },
  from: 'waiting' | 'held',
): Promise<boolean> {
  return voting(db, paperId, async (transaction) => {
    const paper = await lockPaper(transaction, paperId)
    const released = await transaction
      .updateTable('votes')
      .set({ state: 'counted', countsAt: null })
      .where('personId', '=', personId)
      .where('paperId', '=', paperId)
      .where('state', '=', from)
      .returning('givenAt')
      .executeTakeFirst()
    if (!paper || !released) return false
    await count(transaction, paper, released.givenAt)
    return true
  })
}
