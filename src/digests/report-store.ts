import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Kind } from './kind.ts'
import type { DeliveryState } from './tables.ts'

/** What became of an issue so far: every mail that was planned is counted in one state. */
export interface IssueReport {
  id: number
  kind: Kind
  date: string
  states: Partial<Record<DeliveryState, number>>
}

const ISSUES = 20

/** The newest issues first. */
export async function reportIssues(db: Database): Promise<IssueReport[]> {
  const { rows } = await sql<IssueReport>`
    select id, kind, date, coalesce((
      select json_object_agg(state, count) from (
        select state, count(*) as count from deliveries where issue_id = newest.id group by state
      ) as counted
    ), '{}') as states
    from (select id, kind, date from issues order by date desc, kind limit ${ISSUES}) as newest
    order by date desc, kind
  `.execute(db)
  return rows
}

/** Why mails of the last days did not arrive, the most frequent reason first. No address is in it. */
export async function reportTroubles(
  db: Database,
  since: Date,
): Promise<{ outcome: string; reply: string; count: number }[]> {
  const { rows } = await sql<{ outcome: string; reply: string; count: number }>`
    select outcome, reply, count(*) as count from delivery_attempts
    where at > ${since} group by outcome, reply order by count desc, reply limit 20
  `.execute(db)
  return rows
}

/** How many readers there are, by state. */
export async function reportReaders(db: Database): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('subscribers')
    .select(['state', (the) => the.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Single mails, the newest first. */
export function reportOutbox(db: Database, limit: number) {
  return db
    .selectFrom('outbox')
    .select(['id', 'address', 'subject', 'state', 'attempts', 'createdAt', 'reply'])
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .execute()
}
