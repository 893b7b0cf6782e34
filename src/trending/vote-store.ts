import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { attend, unattend, withPaper } from './attend-store.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables
import type { VoteState } from './vote.ts'

export interface Ballot {
  personId: string
  paperId: string
  countsFrom: Date | null // null: at once
  /** Asked when the vote is a new one: whether a moderator has to look at it first. */
  isSuspect: (db: Database) => Promise<boolean>
}

/** How a paper stands after somebody voted. */
export interface Standing {
  votes: number
  state: VoteState | null // of the vote of this person; null: none
}

/**
 * Votes for a paper; a second time changes nothing. Null when there is no such paper, or it is hidden: it may have merged
 * into another.
 * Votes for one paper take turns, so each of a thousand at once is counted.
 */
export function castVote(db: Database, ballot: Ballot, now: Date): Promise<Standing | null> {
  const { paperId, personId } = ballot
  return withPaper(db, paperId, async (transaction, paper) => {
    if (!paper.shown) return null
    const first = await addVote(transaction, ballot, now)
    const state = first ?? (await findVote(transaction, personId, paperId))?.state ?? null
    if (first !== 'counted') return { votes: paper.votes, state }
    await attend(transaction, paper, 'vote', now)
    return { votes: paper.votes + 1, state }
  })
}

/** Takes a vote back; without one it changes nothing. Null when there is no such paper. */
export function withdrawVote(
  db: Database,
  { personId, paperId }: Pick<Ballot, 'personId' | 'paperId'>,
): Promise<Standing | null> {
  return withPaper(db, paperId, async (transaction, paper) => {
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
    await unattend(transaction, paper, 'vote', taken.givenAt)
    return { votes: paper.votes - 1, state: null }
  })
}

/** Keeps a vote and tells its state. Null when this person has voted for the paper before: nothing is asked then. */
async function addVote(
  db: Database,
  { personId, paperId, countsFrom, isSuspect }: Ballot,
  now: Date,
): Promise<VoteState | null> {
  const state = countsFrom === null ? 'counted' : 'waiting'
  const added = await db
    .insertInto('votes')
    .values({ personId, paperId, givenAt: now, state, countsAt: countsFrom })
    .onConflict((conflict) => conflict.doNothing())
    .returning('state')
    .executeTakeFirst()
  if (!added) return null
  if (!(await isSuspect(db))) return state
  await db
    .updateTable('votes')
    .set({ state: 'held' })
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .execute()
  return 'held'
}

async function findVote(db: Database, personId: string, paperId: string) {
  return db
    .selectFrom('votes')
    .select('state')
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .executeTakeFirst()
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
  let counted = false
  for (const vote of due) counted = (await release(db, vote, 'waiting')) || counted
  return counted
}

/**
 * Counts a vote that was in this state, for the hour in which it was given. False when it no longer is: somebody else
 * was faster, or took it back.
 */
export async function release(
  db: Database,
  { personId, paperId }: { personId: string; paperId: string },
  from: 'waiting' | 'held',
): Promise<boolean> {
  const released = await withPaper(db, paperId, async (transaction, paper) => {
    const vote = await transaction
      .updateTable('votes')
      .set({ state: 'counted', countsAt: null })
      .where('personId', '=', personId)
      .where('paperId', '=', paperId)
      .where('state', '=', from)
      .returning('givenAt')
      .executeTakeFirst()
    if (vote) await attend(transaction, paper, 'vote', vote.givenAt)
    return vote !== undefined
  })
  return released ?? false
}
