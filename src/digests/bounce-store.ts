import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { ofReader } from './of-reader-store.ts'
import { stopAll } from './subscriber-store.ts'
import { suppress } from './suppression-store.ts'

export interface Bounce {
  subscriberId: number
  issueId: number
  addressHash: string
  kind: 'hard' | 'soft' | 'complaint'
  status: string | null // '5.1.1'
  detail: string | null
}

/** Mails that did not arrive, of different issues over at least a week, until we stop: full mailboxes are emptied. */
const SOFT_MOST = 5
const SOFT_DAYS = 7
const DAY_MS = 86_400_000

/**
 * Counts what came back, and draws the conclusion: a dead address and a complaint end all mail at once, mailboxes that
 * stay full pause it. The same news twice, at once or later, by whichever way, counts once.
 */
export async function countBounce(db: Database, bounce: Bounce, now: Date): Promise<void> {
  const { subscriberId, issueId, kind, status, detail } = bounce
  await db
    .insertInto('bounces')
    .values({ subscriberId, issueId, kind, at: now, status, detail: detail?.slice(0, 500) ?? null })
    .onConflict((conflict) => conflict.columns(['subscriberId', 'issueId', 'kind']).doNothing())
    .execute()
  if (kind !== 'soft') {
    const reason = kind === 'hard' ? 'bounce' : 'complaint'
    const evidence = `issue ${issueId}: ${detail ?? ''}`.slice(0, 500)
    await suppress(db, { addressHash: bounce.addressHash, subscriberId, reason, evidence }, now)
  } else if (await hasBouncedForLong(db, subscriberId)) {
    await stopAll(db, subscriberId, 'paused', 'bounces', now)
  }
}

async function hasBouncedForLong(db: Database, subscriberId: number): Promise<boolean> {
  const { rows } = await sql<{ count: number; since: Date | null; until: Date | null }>`
    select count(*) as count, min(at) as since, max(at) as until
    from bounces join issues on issues.id = bounces.issue_id
    where subscriber_id = ${subscriberId} and bounces.kind = 'soft'
      and at > coalesce((select max(settled_at) from deliveries
        where ${ofReader(subscriberId)} and state = 'accepted'
        and not exists (select 1 from bounces as later where later.subscriber_id = ${subscriberId} and later.issue_id = deliveries.issue_id)), '-infinity')
  `.execute(db)
  const { count, since, until } = rows[0]!
  if (count < SOFT_MOST || !since || !until) return false
  return until.getTime() - since.getTime() >= SOFT_DAYS * DAY_MS
}

/** How many readers complained about an issue, of how many that had it. */
export async function countComplaints(
  db: Database,
  issueId: number,
): Promise<{ complaints: number; accepted: number }> {
  const { rows } = await sql<{ complaints: number; accepted: number }>`
    select
      (select count(*) from bounces where issue_id = ${issueId} and kind = 'complaint') as complaints,
      (select count(*) from deliveries where issue_id = ${issueId} and state = 'accepted') as accepted
  `.execute(db)
  return rows[0]!
}
