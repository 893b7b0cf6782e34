import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
import { spending } from '../accounts/allowance-store.ts'
import type { HeatRule } from '../heat/heat.ts'
import {
  attend,
  attending,
  inTurn,
  lockPaper,
  unattend,
  withPaper,
  type LockedPaper,
} from './attend-store.ts'
import type { Allowance } from './burst.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables
import type { VoteState } from './vote.ts'

export interface Ballot {
  personId: string
  paperId: string
  countsFrom: Date | null // null: at once
  allowance: Allowance | null // of whoever votes from the same network: a new vote beyond it is held
  onHeld: () => void // called when that happens
}

/** How a paper stands after somebody voted. */
export interface Standing {
  votes: number
  state: VoteState | null // of the vote of this person; null: none
}

/**
 * Votes for a paper; a second time changes nothing. Null when there is no such paper, or it is hidden: it may have merged
 * into another. Votes for one paper take turns, so each of a thousand at once is counted. Two statements: the second
 * writes only what the first has seen, and both are asked again when another process was faster.
 */
export function castVote(db: Database, ballot: Ballot, now: Date): Promise<Standing | null> {
  return inTurn(ballot.paperId, async () => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const standing = await tryVote(db, ballot, now)
      if (standing !== 'changed meanwhile') return standing
    }
    return voteUnderLock(db, ballot, now)
  })
}

const TRIES_MAX = 3 // other processes are few: who loses so often waits for them instead

function voteUnderLock(db: Database, ballot: Ballot, now: Date): Promise<Standing | null> {
  return db.transaction().execute(async (transaction) => {
    await lockPaper(transaction, ballot.paperId)
    const standing = await tryVote(transaction, ballot, now)
    if (standing === 'changed meanwhile') throw new Error(`${ballot.paperId} changed under lock`)
    return standing
  })
}

async function tryVote(
  db: Database,
  ballot: Ballot,
  now: Date,
): Promise<Standing | null | 'changed meanwhile'> {
  const paper = await findVoted(db, ballot)
  if (!paper?.shown) return null
  if (paper.state !== null) return { votes: paper.votes, state: paper.state }
  const { isFresh, state } = await addVote(db, ballot, paper, now)
  if (!isFresh || state === null) return 'changed meanwhile'
  if (state === 'held') ballot.onHeld()
  return { votes: paper.votes + (state === 'counted' ? 1 : 0), state }
}

/** A paper, how one person has voted for it, and by which rule heat is stored. */
interface VotedPaper extends LockedPaper, HeatRule {
  version: string // changes with every change of the row
  state: VoteState | null // null: not yet
}

async function findVoted(
  db: Database,
  { personId, paperId }: Pick<Ballot, 'personId' | 'paperId'>,
): Promise<VotedPaper | null> {
  const { rows } = await sql<VotedPaper>`${PREPARED}
    select id, day, votes, attention, hidden_reason is null as shown, all_papers.xmin::text as version,
      (select state from votes where person_id = ${personId} and paper_id = ${paperId}) as state,
      half_life_hours, weights
    from all_papers cross join heat_rule where id = ${paperId}
  `.execute(db)
  return rows[0] ?? null
}

/**
 * Keeps a vote, and counts it if it counts, unless the paper is no longer as it was found: then nothing happens. The
 * state is null when this person has voted meanwhile.
 */
async function addVote(
  db: Database,
  { personId, paperId, countsFrom, allowance }: Ballot,
  paper: VotedPaper,
  now: Date,
): Promise<{ isFresh: boolean; state: VoteState | null }> {
  const isFresh = sql`exists (select from fresh)`
  const allowed = allowance
    ? spending(allowance.key, allowance.limit, now, isFresh)
    : sql`select true`
  const counts = sql`exists (select from added where state = 'counted')`
  const { counting, warming } = attending(paper, 'vote', now, paper, counts)
  const { rows } = await sql<{ isFresh: boolean; state: VoteState | null }>`${PREPARED}
    with fresh as (
      select id from all_papers where id = ${paperId} and xmin = ${paper.version}::xid for update
    ),
    allowed as (${allowed}),
    added as (
      insert into votes (person_id, paper_id, given_at, state, counts_at)
      select ${personId}, id, ${now}::timestamptz,
        case when exists (select from allowed) then ${countsFrom === null ? 'counted' : 'waiting'} else 'held' end,
        ${countsFrom}::timestamptz
      from fresh
      on conflict do nothing
      returning state
    ),
    counted as (${counting}),
    warmed as (${warming})
    select ${isFresh} as is_fresh, (select state from added) as state
  `.execute(db)
  return rows[0]!
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

async function findVote(db: Database, personId: string, paperId: string) {
  return db
    .selectFrom('votes')
    .select('state')
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .executeTakeFirst()
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
