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

const WANTED = sql`
  wanted.subscriber_id, wanted.kind, wanted.hour, wanted.weekday, wanted.trending, wanted.topics,
  wanted.searches, wanted.papers_max, wanted.papers_min, wanted.next_date, wanted.next_due_at,
  reader.public_id, reader.address, reader.zone`

/**
 * The next mails that are due, the longest due first. Their rows stay locked until the transaction ends, and those
 * that another planner works on are left out: a reader's mails are planned by one at a time.
 */
export async function takeDue(transaction: Database, count: number, now: Date): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`
    select ${WANTED}
    from subscriptions as wanted
    join subscribers as reader on reader.id = wanted.subscriber_id
    where wanted.next_due_at <= ${now} and reader.state = 'active'
    order by wanted.next_due_at
    limit ${count}
    for update skip locked
  `.execute(transaction)
  return rows
}

/** Whoever might get the mail of a day, whenever it is due. */
export interface PossibleMail extends DueMail {
  confirmedAt: Date
}

/** Active readers by id and kind, the first after this one, whatever they are due for. Their rows stay locked. */
export async function takeReaders(
  transaction: Database,
  after: { subscriberId: number; kind: string },
  count: number,
): Promise<PossibleMail[]> {
  const { rows } = await sql<PossibleMail>`
    select ${WANTED}, reader.confirmed_at
    from subscriptions as wanted
    join subscribers as reader on reader.id = wanted.subscriber_id
    where (wanted.subscriber_id, wanted.kind) > (${after.subscriberId}, ${after.kind})
      and wanted.next_due_at is not null and reader.state = 'active'
    order by wanted.subscriber_id, wanted.kind
    limit ${count}
    for update of wanted
  `.execute(transaction)
  return rows
}

/**
 * What these readers were sent of these papers, or are about to be, by any issue. A mail names a paper as it was called
 * then: two that have become one since are one paper to the reader.
 */
export async function alreadySent(
  db: Database,
  subscriberIds: number[],
  paperIds: string[],
): Promise<Map<number, Set<string>>> {
  const { rows: names } = await sql<{ value: string; paperId: string }>`
    select value, paper_id from paper_keys where kind = 'id' and paper_id = any(${paperIds}::text[])
  `.execute(db)
  const now = new Map(names.map(({ value, paperId }) => [value, paperId]))
  const called = [...paperIds, ...now.keys()]
  const { rows } = await sql<{ subscriberId: number; paperId: string }>`
    select distinct subscriber_id, paper_id
    from deliveries cross join unnest(paper_ids) as paper_id
    where subscriber_id = any(${subscriberIds}::bigint[])
      and state not in ('skipped', 'rejected', 'held')
      and paper_ids && ${called}::text[] and paper_id = any(${called}::text[])
  `.execute(db)
  const sent = new Map<number, Set<string>>()
  for (const { subscriberId, paperId } of rows) {
    const papers = sent.get(subscriberId) ?? new Set()
    sent.set(subscriberId, papers.add(now.get(paperId) ?? paperId))
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

/** Of a mail that is in the ledger already: 'keep' leaves it, 'revive' plans it if it was skipped before it was ever made. */
type WhenThere = 'keep' | 'revive'

/** Nothing of these was ever on its way, so that sending them doubles nothing. */
const NEVER_MADE = sql`there.state = 'skipped' and there.reason in ('late', 'empty') and excluded.state = 'planned'`

/**
 * Writes the plan and moves the subscriptions on, both or neither. A mail that is in the ledger already is not written a
 * second time. Returns how many are to be sent.
 */
export async function savePlan(
  transaction: Database,
  mails: PlannedMail[],
  now: Date,
  whenThere: WhenThere = 'keep',
): Promise<number> {
  if (mails.length === 0) return 0
  const again =
    whenThere === 'keep'
      ? sql`nothing`
      : sql`update set
          state = excluded.state, reason = null, paper_ids = excluded.paper_ids, reasons = excluded.reasons,
          written_at = excluded.written_at, due_at = excluded.due_at, not_before = excluded.not_before, attempts = 0
        where ${NEVER_MADE}`
  const { rows } = await sql<{ planned: number }>`
    with written as (
      insert into deliveries as there
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
      on conflict (issue_id, subscriber_id) do ${again}
      returning state
    )
    select count(*) as planned from written where state = 'planned'
  `.execute(transaction)
  await moveOn(transaction, mails)
  return rows[0]!.planned
}

async function moveOn(transaction: Database, mails: PlannedMail[]): Promise<void> {
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
}
