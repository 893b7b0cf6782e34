import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { given } from '../../database/rows.ts'
import { CLOCKS_APART_MS } from '../../lib/clocks.ts'
import type { Kind } from '../kind.ts'
import { LATE_HOURS } from '../late.ts'
import type { DeliveryState } from '../tables.ts'
import type { DeliveryKey } from '../verp.ts'
import { isCool } from './throttle-store.ts'

/** A delivery in the hands of one worker. */
export interface Claim extends DeliveryKey {
  worker: string // of this claim alone: who claims again has another one
  kind: Kind
  date: string
  publicId: string
  address: string
  paperIds: string[]
  reasons: string[]
  writtenAt: Date
  attempts: number // that failed so far
  domain: string
  reason: string | null
}

/** A worker that is silent for longer has died or is frozen: its claims are given to others, and its dots do not count. */
const LEASE_MS = 60_000

const NOT_STOPPED = sql`not exists (select 1 from mail_stops where key in ('all', 'relay'))`

/** Takes the next deliveries that may go out, those first that have waited longest. */
export async function claim(
  db: Database,
  { worker, count, newestFirst }: { worker: string; count: number; newestFirst: boolean },
  now: Date,
): Promise<Claim[]> {
  const order = newestFirst ? sql`reader.confirmed_at desc nulls last` : sql`ready.not_before`
  const { rows } = await sql<Claim>`
    with chosen as (
      select ready.issue_id, ready.subscriber_id, ready.selection_id
      from deliveries as ready ${newestFirst ? sql`join subscribers as reader on reader.id = ready.subscriber_id` : sql``}
      where ready.state in ('planned', 'deferred') and ready.not_before <= ${now} and ${NOT_STOPPED}
        and ready.selection_id is not null -- else its reader was erased
        and not exists (select 1 from mail_stops where key = 'issue:' || ready.issue_id)
        and not exists (select 1 from throttles where key = ready.domain and ${isCool(now)})
      order by ${order}
      limit ${count}
      for update of ready skip locked
    )
    update deliveries as taken
    set state = 'claimed', worker = ${worker}, lease_until = ${leaseEnd(now)}
    from chosen join subscribers as reader on reader.id = chosen.subscriber_id join issues on issues.id = chosen.issue_id
      join selections on selections.id = chosen.selection_id
    where taken.issue_id = chosen.issue_id and taken.subscriber_id = chosen.subscriber_id
    returning
      taken.issue_id, taken.subscriber_id, taken.worker, issues.kind, issues.date, reader.public_id, reader.address,
      selections.paper_ids, selections.reasons, taken.written_at, taken.attempts, taken.domain, taken.reason
  `.execute(db)
  return rows
}

/**
 * The last gate, before the last dot: of these claims, those that may be sent, which are 'committing' from now on. Not
 * those whose lease is over, whose reader has left or stopped this kind, and those that somebody stopped.
 */
export async function commit(db: Database, claims: Claim[], now: Date): Promise<Set<Claim>> {
  const { rows } = await sql<{ at: number }>`
    update deliveries as sent set state = 'committing', lease_until = ${leaseEnd(now)}
    from ${given({ at: 'integer', issue_id: 'integer', subscriber_id: 'integer', worker: 'text' }, keysOf(claims))}
    where sent.issue_id = given.issue_id and sent.subscriber_id = given.subscriber_id
      and sent.state = 'claimed' and sent.worker = given.worker and sent.lease_until > ${now}
      and ${IS_WANTED} and ${NOT_STOPPED}
      and not exists (select 1 from mail_stops where key = 'issue:' || sent.issue_id)
    returning given.at
  `.execute(db)
  return new Set(rows.map(({ at }) => claims[at]!))
}

const IS_WANTED = sql`exists (
  select 1 from subscribers as reader
  join issues on issues.id = sent.issue_id
  join subscriptions as wanted on wanted.subscriber_id = reader.id and wanted.kind = issues.kind
  where reader.id = sent.subscriber_id and reader.state = 'active'
)`

/** What became of a claim. */
export interface Settlement {
  claim: Claim
  state: DeliveryState
  reason: string | null
  notBefore: Date
  counts: boolean // as an attempt
  reply: string | null
}

/** Writes down what became of claims, unless somebody else has them now. */
export async function settle(db: Database, settlements: Settlement[], now: Date): Promise<void> {
  const keys = keysOf(settlements.map(({ claim: each }) => each))
  await sql`
    update deliveries as sent set
      state = given.state, reason = given.reason, not_before = given.not_before, reply = given.reply,
      attempts = sent.attempts + given.counted, settled_at = ${now}, lease_until = null
    from ${given(
      {
        at: 'integer',
        issue_id: 'integer',
        subscriber_id: 'integer',
        worker: 'text',
        state: 'text',
        reason: 'text',
        not_before: 'timestamptz',
        counted: 'integer',
        reply: 'text',
      },
      settlements.map(({ state, reason, notBefore, counts, reply }, at) => ({
        ...keys[at]!,
        state,
        reason,
        not_before: notBefore.toISOString(),
        counted: counts ? 1 : 0,
        reply,
      })),
    )}
    where sent.issue_id = given.issue_id and sent.subscriber_id = given.subscriber_id
      and sent.state in ('claimed', 'committing', 'uncertain') and sent.worker = given.worker
  `.execute(db)
}

/** Gives claims back that the gate refused: what is still wanted waits, the rest is skipped. */
export async function giveBack(db: Database, claims: Claim[], now: Date): Promise<void> {
  if (claims.length === 0) return
  await sql`
    update deliveries as sent set
      state = case when ${IS_WANTED} then 'planned' else 'skipped' end,
      reason = case when ${IS_WANTED} then sent.reason else 'not wanted any more' end,
      settled_at = ${now}, worker = null, lease_until = null
    from ${given({ at: 'integer', issue_id: 'integer', subscriber_id: 'integer', worker: 'text' }, keysOf(claims))}
    where sent.issue_id = given.issue_id and sent.subscriber_id = given.subscriber_id
      and sent.state = 'claimed' and sent.worker = given.worker
  `.execute(db)
}

/** Whoever could not say for so long that a dot leaves lets none leave: these are to be sent again, unless others have judged by now. */
export async function takeBack(db: Database, claims: Claim[], now: Date): Promise<void> {
  await sql`
    update deliveries as sent set state = 'planned', not_before = ${now}, worker = null, lease_until = null
    from ${given({ at: 'integer', issue_id: 'integer', subscriber_id: 'integer', worker: 'text' }, keysOf(claims))}
    where sent.issue_id = given.issue_id and sent.subscriber_id = given.subscriber_id
      and sent.state in ('committing', 'uncertain') and sent.worker = given.worker
  `.execute(db)
}

export async function renewLeases(db: Database, workers: string[], now: Date): Promise<void> {
  if (workers.length === 0) return
  await sql`
    update deliveries set lease_until = ${leaseEnd(now)}
    where state in ('claimed', 'committing') and worker = any(${workers}::text[]) and lease_until > ${now}
  `.execute(db)
}

/** What to do with a mail of which nobody can say whether it arrived. */
export type UncertainRule = 'resend-once' | 'hold'

const NOBODY_KNOWS = 'nobody knows whether it arrived'
const IN_DOUBT = sql`(state = 'uncertain' or (state = 'held' and reason = ${NOBODY_KNOWS}))`

const LATE_AGAIN = 'late, and may have arrived the first time'

/** How long to wait for news of an uncertain mail: relays write their log at once, their webhooks take minutes. */
const EVIDENCE_MS = 15 * 60_000

/**
 * Brings order into what dead workers left: a mail whose dot was not sent is planned again, one whose dot may have been
 * is uncertain, and one that stays uncertain is dealt with by the rule. What is too late to be sent is skipped.
 */
export async function reconcile(db: Database, rule: UncertainRule, now: Date): Promise<void> {
  await boundLeases(db, now)
  await sql`
    update deliveries set state = 'planned', worker = null, lease_until = null
    where state = 'claimed' and lease_until < ${now}
  `.execute(db)
  await sql`
    update deliveries set state = 'uncertain', settled_at = ${now}, lease_until = null
    where state = 'committing' and lease_until < ${now}
  `.execute(db)
  const before = new Date(now.getTime() - EVIDENCE_MS)
  const mayResend = rule === 'resend-once' ? sql`reason is distinct from 'sent again'` : sql`false`
  await sql`
    update deliveries set
      state = case when ${mayResend} then 'planned' else 'held' end,
      reason = case when ${mayResend} then 'sent again' else ${NOBODY_KNOWS} end,
      worker = null, not_before = ${now}
    where state = 'uncertain' and settled_at < ${before}
  `.execute(db)
  for (const [kind, hours] of Object.entries(LATE_HOURS)) {
    await sql`
      update deliveries set
        state = 'skipped', reason = case when reason = 'sent again' then ${LATE_AGAIN} else 'late' end, settled_at = ${now}
      from issues where issues.id = deliveries.issue_id and issues.kind = ${kind}
        and state in ('planned', 'deferred') and not_before <= ${now}
        and due_at < ${new Date(now.getTime() - hours * 3_600_000)}
    `.execute(db)
  }
}

/** A lease that ends later than any can was taken while a clock was ahead, perhaps by a worker that is dead: it ends as one of now. */
async function boundLeases(db: Database, now: Date): Promise<void> {
  const last = new Date(leaseEnd(now).getTime() + CLOCKS_APART_MS)
  await sql`
    update deliveries set lease_until = ${leaseEnd(now)}
    where state in ('claimed', 'committing') and lease_until > ${last}
  `.execute(db)
}

/** Somebody saw these mails behind the relay: what was uncertain is accepted. Returns how many were. */
export async function confirmSent(db: Database, sent: DeliveryKey[], now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update deliveries as sent set state = 'accepted', settled_at = ${now}, reply = 'seen behind the relay'
    from ${given({ issue_id: 'integer', subscriber_id: 'integer' }, namesOf(sent))}
    where sent.issue_id = given.issue_id and sent.subscriber_id = given.subscriber_id
      and (${IN_DOUBT} or (sent.state = 'committing' and sent.lease_until < ${now}))
  `.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/**
 * Settles every mail in doubt by all that the relay took until this moment: one among them was accepted, one that is not
 * never arrived and is planned again. What has come into doubt since stays so. A log that is not whole makes duplicates.
 */
export async function settleByRelay(
  db: Database,
  taken: DeliveryKey[],
  until: Date,
): Promise<{ accepted: number; planned: number }> {
  return db.transaction().execute(async (transaction) => {
    const accepted = await confirmSent(transaction, taken, until)
    const { numAffectedRows } = await sql`
      update deliveries set state = 'planned', worker = null, not_before = ${until}, reason = 'the relay never had it'
      where ${IN_DOUBT} and settled_at <= ${until}
    `.execute(transaction)
    return { accepted, planned: Number(numAffectedRows ?? 0n) }
  })
}

/** An attempt that did not end well, for the operator. */
export interface Attempt {
  claim: Claim
  outcome: string
  code: number
  enhanced: string | null
  reply: string
}

export async function recordAttempt(db: Database, attempt: Attempt, now: Date): Promise<void> {
  const { issueId, subscriberId, worker } = attempt.claim
  const { outcome, code, enhanced, reply } = attempt
  await db
    .insertInto('deliveryAttempts')
    .values({ issueId, subscriberId, worker, at: now, outcome, code, enhanced, reply })
    .execute()
}

/** How many mails of an issue were refused as unwanted mail since then, and how many were taken in all. */
export async function refusals(
  db: Database,
  issueId: number,
  since: Date,
): Promise<{ refused: number; accepted: number }> {
  const { rows } = await sql<{ refused: number; accepted: number }>`
    select
      (select count(*) from delivery_attempts where issue_id = ${issueId} and outcome = 'policy' and at > ${since}) as refused,
      (select count(*) from deliveries where issue_id = ${issueId} and state = 'accepted') as accepted
  `.execute(db)
  return rows[0]!
}

function namesOf(deliveries: DeliveryKey[]) {
  return deliveries.map(({ issueId, subscriberId }) => ({
    issue_id: issueId,
    subscriber_id: subscriberId,
  }))
}

function keysOf(claims: Claim[]) {
  return claims.map(({ issueId, subscriberId, worker }, at) => ({
    at,
    issue_id: issueId,
    subscriber_id: subscriberId,
    worker,
  }))
}

/** Whether a lease that was taken or renewed then has ended. */
export function isLeaseOver(taken: Date, now: Date): boolean {
  return now >= leaseEnd(taken)
}

function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
