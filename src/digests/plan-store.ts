import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'
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

/** All of a reader's mails belong to one part of the planning: by their number. */
export const PARTS = [0, 1, 2, 3] as const // of `subscriptions_due`, planned at once: while the database writes some, the papers of others are chosen
export type Part = (typeof PARTS)[number]

const PLANNING_LOCK = 6_035 // any number that no other lock has

/**
 * Waits until nobody else plans mails of these parts, and keeps the others out until the transaction ends: a reader's
 * mails are planned by one at a time. Who needs several parts in a transaction takes them all first.
 */
export async function lockParts(transaction: Database, parts: readonly Part[]): Promise<void> {
  for (const part of parts)
    await sql`select pg_advisory_xact_lock(${PLANNING_LOCK}::integer, ${part}::integer)`.execute(
      transaction,
    )
}

/**
 * The next mails of a part that are due, those that have been due longest, in any order. Rows that a reader is changing are
 * left for the next time.
 */
export async function takeDue(
  transaction: Database,
  part: Part,
  count: number,
  now: Date,
): Promise<DueMail[]> {
  await lockParts(transaction, [part])
  const { rows } = await sql<DueMail>`
    with wanted as materialized (${firstOf(part, count, sql`next_due_at <= ${now}`)}) -- first, by its index: without statistics a join would sort all that is due for every batch
    select ${WANTED}
    from wanted cross join lateral (
      select * from subscribers where id = wanted.subscriber_id and state = 'active'
      offset 0 -- by the key for each: a batch is a small part of all readers, however large it looks
    ) as reader
    order by wanted.subscriber_id -- neighbours in every index that is written next: twice as fast
  `.execute(transaction)
  return rows
}

/** No mail is due later: tomorrow, or in a week, and once more where a zone leaves that day out. */
const DAYS_AHEAD_MOST = { daily: 3, weekly: 16 }

/** Mails that are due later than any can be: they were planned while a clock was ahead. Their rows stay locked. */
export async function takeAstray(
  transaction: Database,
  part: Part,
  count: number,
  now: Date,
): Promise<DueMail[]> {
  await lockParts(transaction, [part])
  const after = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const isAstray = sql`
    next_due_at > ${after(DAYS_AHEAD_MOST.daily)}
    and (kind = 'daily' or next_due_at > ${after(DAYS_AHEAD_MOST.weekly)})`
  const { rows } = await sql<DueMail>`
    with wanted as materialized (${firstOf(part, count, isAstray)})
    select ${WANTED} from wanted join subscribers as reader on reader.id = wanted.subscriber_id
  `.execute(transaction)
  return rows
}

/** Of a part's mails, those of which this is true and that are due first. The number of parts is written out, as the index has it. */
function firstOf(part: Part, count: number, isTaken: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select * from subscriptions where subscriber_id % ${sql.lit(PARTS.length)} = ${part} and ${isTaken}
    order by next_due_at limit ${count} for update skip locked`
}

/**
 * Forgets that these mails were too late or empty, from the issue of this date on: they seemed so while a clock was ahead.
 * Whoever got one keeps it.
 */
export async function forgetSkipped(
  transaction: Database,
  mails: { subscriberId: number; kind: string; from: string }[],
): Promise<void> {
  const seemed = given(
    { subscriber_id: 'bigint', kind: 'text', from_date: 'date' },
    mails.map(({ subscriberId, kind, from }) => ({
      subscriber_id: subscriberId,
      kind,
      from_date: from,
    })),
  )
  await sql`
    delete from deliveries using ${seemed}, issues
    where issues.kind = given.kind and issues.date >= given.from_date and deliveries.issue_id = issues.id
      and deliveries.subscriber_id = given.subscriber_id and state = 'skipped' and reason in ('late', 'empty')
  `.execute(transaction)
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
  await lockParts(transaction, PARTS)
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

/** What the ledger has of a reader. */
export interface Sent {
  papers: ReadonlySet<string> // what they were sent lately, or are about to be
  hasIssue: boolean // whether their copy of the issue is in it, whatever became of it
}

const NOTHING: Sent = { papers: new Set(), hasIssue: false }

/**
 * What these readers were sent by this issue and by those that had one of these papers. A mail names a paper as it was
 * called then; two that have become one since are one paper to the reader. Readers who were sent the same share one set.
 * Costs some probes of the ledger's key a reader, and a look at each selection.
 */
export async function readSent(
  db: Database,
  issueId: number,
  subscriberIds: number[],
  paperIds: string[],
): Promise<(subscriberId: number) => Sent> {
  const { rows: names } = await sql<{ value: string; paperId: string }>`
    select value, paper_id from paper_keys where kind = 'id' and paper_id = any(${paperIds}::text[])
  `.execute(db)
  const now = new Map(names.map(({ value, paperId }) => [value, paperId]))
  const { rows } = await sql<{
    subscriberId: number
    selections: string | null
    hasIssue: boolean
  }>`
    select
      id as subscriber_id, bool_or(issue_id = ${issueId}) as has_issue,
      string_agg(selection_id::text, ',' order by selection_id)
        filter (where state not in ('skipped', 'rejected', 'held') and selection_id is not null) as selections
    from unnest(${subscriberIds}::bigint[]) as reader (id) cross join lateral (
      select issue_id, selection_id, state from deliveries
      where subscriber_id = reader.id and issue_id = any(array(
        select issue_id from issue_papers where paper_id = any(${[...paperIds, ...now.keys()]}::text[])
        union select ${issueId} -- each once: the list is sorted anew for every reader
      ))
      offset 0 -- by the key for each reader: the table grows while the planner works, and its statistics do not
    ) as sent
    group by id
  `.execute(db)
  const papersOf = await readSelections(db, new Set(rows.map(({ selections }) => selections ?? '')))
  const sets = new Map<string, ReadonlySet<string>>()
  const ofReader = new Map<number, Sent>()
  for (const { subscriberId, selections, hasIssue } of rows) {
    const numbers = selections ?? ''
    const papers = sets.get(numbers) ?? new Set(papersOf(numbers).map((id) => now.get(id) ?? id))
    sets.set(numbers, papers)
    ofReader.set(subscriberId, { papers, hasIssue })
  }
  return (subscriberId) => ofReader.get(subscriberId) ?? NOTHING
}

/** The papers of selections, each given as its numbers: '7,12'. */
async function readSelections(
  db: Database,
  wanted: ReadonlySet<string>,
): Promise<(numbers: string) => string[]> {
  if (wanted.size === 0) return () => []
  const numbers = new Set([...wanted].flatMap((each) => each.split(',').map(Number)))
  const { rows } = await sql<{ id: number; paperIds: string[] }>`
    select id, paper_ids from selections where id = any(${[...numbers]}::bigint[])
  `.execute(db)
  const papers = new Map(rows.map(({ id, paperIds }) => [String(id), paperIds]))
  return (each) => each.split(',').flatMap((number) => papers.get(number) ?? [])
}

/** Forgets who had the issues from before this moment, and what came back. The issues stay: they are on the web. */
export async function dropDeliveries(db: Database, before: Date): Promise<void> {
  for (const table of ['delivery_attempts', 'bounces', 'deliveries', 'selections']) {
    await sql`
      delete from ${sql.table(table)} where issue_id in (select id from issues where created_at < ${before})
    `.execute(db)
  }
}
