import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'
import type { Chosen } from './choose.ts'
import type { Wishes } from './subscriber.ts'

/** A mail that is due: whose it is, and what they want in it. */
export interface DueMail extends Wishes {
  subscriberId: number
  publicId: string
  address: string
  zone: string
  nextDate: string
  nextDueAt: Date
}

/**
 * The next mails that are due, the longest due first. Their rows stay locked until the transaction ends, and those
 * that another planner works on are left out: a reader's mails are planned by one at a time.
 */
export async function takeDue(transaction: Database, count: number, now: Date): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`
    select
      wanted.subscriber_id, wanted.kind, wanted.hour, wanted.weekday, wanted.trending, wanted.topics,
      wanted.searches, wanted.papers_max, wanted.papers_min, wanted.next_date, wanted.next_due_at,
      reader.public_id, reader.address, reader.zone
    from subscriptions as wanted
    join subscribers as reader on reader.id = wanted.subscriber_id
    where wanted.next_due_at <= ${now} and reader.state = 'active'
    order by wanted.next_due_at
    limit ${count}
    for update skip locked
  `.execute(transaction)
  return rows
}

/** What these readers were sent of these papers, or are about to be, by any issue. */
export async function alreadySent(
  db: Database,
  subscriberIds: number[],
  paperIds: string[],
): Promise<Map<number, Set<string>>> {
  const { rows } = await sql<{ subscriberId: number; paperId: string }>`
    select distinct subscriber_id, paper_id
    from deliveries cross join unnest(paper_ids) as paper_id
    where subscriber_id = any(${subscriberIds}::bigint[])
      and state not in ('skipped', 'rejected', 'held')
      and paper_ids && ${paperIds}::text[] and paper_id = any(${paperIds}::text[])
  `.execute(db)
  const sent = new Map<number, Set<string>>()
  for (const { subscriberId, paperId } of rows) {
    const papers = sent.get(subscriberId) ?? new Set()
    sent.set(subscriberId, papers.add(paperId))
  }
  return sent
}

/** A row of the ledger to be, and what becomes of the subscription. */
export interface PlannedMail {
  issueId: number
  subscriberId: number
  skipped: 'late' | 'empty' | null
  chosen: Chosen[]
  dueAt: Date
  domain: string
  kind: string
  next: { date: string; at: Date }
}

const SEPARATOR = '\u001f' // ids and searches hold no control characters

/**
 * Writes the plan and moves the subscriptions on, both or neither. A delivery that is there already stays as it is.
 * Returns how many are new.
 */
export async function savePlan(
  transaction: Database,
  mails: PlannedMail[],
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into deliveries
      (issue_id, subscriber_id, state, reason, paper_ids, reasons, written_at, due_at, not_before, domain)
    select
      issue_id, subscriber_id, case when skipped is null then 'planned' else 'skipped' end, skipped,
      string_to_array(papers, ${SEPARATOR}), string_to_array(reasons, ${SEPARATOR}), ${now}, due_at, due_at, domain
    from ${given(
      {
        issue_id: 'integer',
        subscriber_id: 'integer',
        skipped: 'text',
        papers: 'text',
        reasons: 'text',
        due_at: 'timestamptz',
        domain: 'text',
      },
      mails.map((mail) => ({
        issue_id: mail.issueId,
        subscriber_id: mail.subscriberId,
        skipped: mail.skipped,
        papers: mail.chosen.map(({ paperId }) => paperId).join(SEPARATOR),
        reasons: mail.chosen.map(({ reason }) => reason).join(SEPARATOR),
        due_at: mail.dueAt.toISOString(),
        domain: mail.domain,
      })),
    )}
    on conflict (issue_id, subscriber_id) do nothing
  `.execute(transaction)

  await sql`
    update subscriptions as wanted set next_date = given.next_date, next_due_at = given.next_due_at
    from ${given(
      { subscriber_id: 'integer', kind: 'text', next_date: 'date', next_due_at: 'timestamptz' },
      mails.map((mail) => ({
        subscriber_id: mail.subscriberId,
        kind: mail.kind,
        next_date: mail.next.date,
        next_due_at: mail.next.at.toISOString(),
      })),
    )}
    where wanted.subscriber_id = given.subscriber_id and wanted.kind = given.kind
  `.execute(transaction)
  return Number(numAffectedRows ?? 0n)
}
