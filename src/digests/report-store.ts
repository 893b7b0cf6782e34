import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Kind } from './kind.ts'
import type { DeliveryState } from './tables.ts'

const DAY_MS = 86_400_000

/** What became of an issue so far: every mail that was planned is counted in one state. */
export interface IssueReport {
  id: number
  kind: Kind
  date: string
  states: Partial<Record<DeliveryState, number>>
  reasons: { state: DeliveryState; reason: string; count: number }[] // why mails are not accepted, the most frequent first
  complaints: number
}

const ISSUES = 20

/** The newest issues first. Reasons are read of mails that wait or failed, which are few or small. */
export async function reportIssues(db: Database): Promise<IssueReport[]> {
  const { rows } = await sql<IssueReport>`
    select
      id, kind, date,
      coalesce((
        select json_object_agg(state, count) from (
          select state, count(*) as count from deliveries where issue_id = newest.id group by state
        ) as counted
      ), '{}') as states,
      coalesce((
        select json_agg(json_build_object('state', state, 'reason', reason, 'count', count) order by count desc, reason)
        from (
          select state, reason, count(*) as count from deliveries
          where issue_id = newest.id and state in ('skipped', 'rejected', 'held', 'deferred') and reason is not null
          group by state, reason order by count desc, reason limit 10
        ) as why
      ), '[]') as reasons,
      (select count(*) from bounces where issue_id = newest.id and bounces.kind = 'complaint') as complaints
    from (select id, kind, date from issues order by date desc, kind limit ${ISSUES}) as newest
    order by date desc, kind
  `.execute(db)
  return rows
}

/** What sending waits for: the relay or a provider asked us to slow down. The longest wait first. */
export function reportThrottles(db: Database, now: Date) {
  return db
    .selectFrom('throttles')
    .select(['key', 'coolUntil', 'reason'])
    .where('coolUntil', '>', now)
    .orderBy('coolUntil', 'desc')
    .limit(50)
    .execute()
}

/** How mail is doing, in numbers. */
export interface MailFacts {
  mails: Partial<Record<DeliveryState, number>> // of the issues of the last two days
  queueSeconds: number // since when the first mail waits that may go out; 0: none does
  cooling: number // relays and providers that asked us to slow down
  stops: number // that a person must end
  outbox: { queued: number; failed: number } // single mails
}

const COUNTED_DAYS = 2

/** Costs some tens of milliseconds with a hundred thousand readers: an index is counted. */
export async function readMailFacts(db: Database, now: Date): Promise<MailFacts> {
  const since = new Date(now.getTime() - COUNTED_DAYS * DAY_MS)
  const { rows } = await sql<MailFacts>`
    select
      coalesce((
        select json_object_agg(state, count) from (
          select state, count(*) as count from deliveries
          where issue_id in (select id from issues where created_at > ${since}) group by state
        ) as counted
      ), '{}') as mails,
      coalesce((
        select extract(epoch from ${now}::timestamptz - min(not_before))::float8 from deliveries
        where state in ('planned', 'deferred') and not_before <= ${now}
      ), 0) as queue_seconds,
      (select count(*) from throttles where cool_until > ${now}) as cooling,
      (select count(*) from mail_stops) as stops,
      json_build_object(
        'queued', (select count(*) from outbox where state in ('queued', 'sending')),
        'failed', (select count(*) from outbox where state = 'failed')
      ) as outbox
  `.execute(db)
  return rows[0]!
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
