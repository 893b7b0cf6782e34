import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { IS_SHOWN } from '../papers/hidden-store.ts'
import { LISTED, listed, WITH_READING, type ListedRow, type Page } from '../papers/list-store.ts'

/** Somebody who lets others see what they vote for. */
export interface Voter {
  handle: string
  name: string
}

const VOTERS_SHOWN = 20

/** Those who voted for a paper and let it be seen, the first twenty. Votes that do not count are nobody's business. */
export function listVoters(db: Database, paperId: string): Promise<Voter[]> {
  return db
    .selectFrom('votes')
    .innerJoin('people', 'people.id', 'votes.personId')
    .select(['people.handle', 'people.name'])
    .where('votes.paperId', '=', paperId)
    .where('votes.state', '=', 'counted')
    .where('people.votesVisible', '=', true)
    .orderBy('votes.givenAt')
    .orderBy('people.handle')
    .limit(VOTERS_SHOWN)
    .execute()
}

/** The papers that a person voted for, the last vote first. `number` counts pages from 1. */
export async function listVotedFor(
  db: Database,
  personId: string,
  number: number,
  size: number,
): Promise<Page> {
  const given = sql`from votes where person_id = ${personId} and ${IS_SHOWN}`
  const { rows } = await sql<{ total: number; papers: ListedRow[] | null }>`
    select
      (select count(*) ${given}) as total,
      (select json_agg(shown) from (
        select ${LISTED} from (
          select paper_id, given_at ${given}
          order by given_at desc, paper_id
          limit ${size} offset ${(number - 1) * size}
        ) as vote
        join papers on id = paper_id ${WITH_READING}
        order by given_at desc, paper_id
      ) as shown) as papers
  `.execute(db)
  const { total, papers } = rows[0]!
  return { papers: (papers ?? []).map(listed), total }
}

/** A paper with votes that do not count. */
export interface Damped {
  paperId: string
  title: string
  held: number
  waiting: number
  refused: number
  counted: number
  since: Date // the first of them
  voters: string[] // handles of those held, at most ten
}

const DAMPED_SHOWN = 200

/** Papers with votes that are held, wait or were refused, those with most held first. For moderators. */
export async function listDamped(db: Database): Promise<Damped[]> {
  const { rows } = await sql<Damped>`
    select vote.paper_id, coalesce(papers.title_text, papers.title) as title, vote.held, vote.waiting, vote.refused,
      (select count(*) from votes where paper_id = vote.paper_id and state = 'counted') as counted, vote.since,
      (
        select coalesce(array_agg(handle order by given_at), '{}') from (
          select handle, given_at from votes join people on people.id = person_id
          where paper_id = vote.paper_id and state = 'held' order by given_at limit 10
        ) as shown
      ) as voters
    from (
      select paper_id, min(given_at) as since,
        count(*) filter (where state = 'held') as held,
        count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'refused') as refused
      from votes where state <> 'counted'
      group by paper_id
      order by held desc, since desc, paper_id
      limit ${DAMPED_SHOWN}
    ) as vote
    join papers on papers.id = vote.paper_id
    order by held desc, since desc, paper_id
  `.execute(db)
  return rows
}

const HELD_AT_ONCE = 1000

/** The votes for a paper that are held, the first thousand. */
export function heldVotes(
  db: Database,
  paperId: string,
): Promise<{ personId: string; paperId: string }[]> {
  return db
    .selectFrom('votes')
    .select(['personId', 'paperId'])
    .where('paperId', '=', paperId)
    .where('state', '=', 'held')
    .orderBy('givenAt')
    .limit(HELD_AT_ONCE)
    .execute()
}

/** The votes for a paper that are held will never count, and cannot be given anew. */
export async function refuseHeld(db: Database, paperId: string): Promise<void> {
  await db
    .updateTable('votes')
    .set({ state: 'refused', countsAt: null })
    .where('paperId', '=', paperId)
    .where('state', '=', 'held')
    .execute()
}
