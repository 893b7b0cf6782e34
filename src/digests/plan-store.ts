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

/** All of a reader's mails belong to one part of the planning: by their number. */
export const PARTS = [0, 1] as const // planned at once: while the database writes one, the papers of the other are chosen
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

/** The next mails of a part that are due, the longest due first. Rows that a reader is changing are left for the next time. */
export async function takeDue(
  transaction: Database,
  part: Part,
  count: number,
  now: Date,
): Promise<DueMail[]> {
  await lockParts(transaction, [part])
  const { rows } = await sql<DueMail>`
    with wanted as materialized ( -- first, by its index: without statistics a join would sort all that is due for every batch
      select * from subscriptions where next_due_at <= ${now} and subscriber_id % ${PARTS.length}::integer = ${part}
      order by next_due_at limit ${count} for update skip locked
    )
    select ${WANTED}
    from wanted join subscribers as reader on reader.id = wanted.subscriber_id
    where reader.state = 'active'
    order by wanted.next_due_at
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

const SEPARATOR = '\u001f' // ids and searches hold no control characters

const NOTHING: ReadonlySet<string> = new Set()

/**
 * What these readers were sent lately, or are about to be, by the issues that had one of these papers. A mail names a
 * paper as it was called then; two that have become one since are one paper to the reader. Readers who were sent the
 * same share one set. Costs some probes of the ledger's key a reader, and a look at each selection.
 */
export async function alreadySent(
  db: Database,
  subscriberIds: number[],
  paperIds: string[],
): Promise<(subscriberId: number) => ReadonlySet<string>> {
  const { rows: names } = await sql<{ value: string; paperId: string }>`
    select value, paper_id from paper_keys where kind = 'id' and paper_id = any(${paperIds}::text[])
  `.execute(db)
  const now = new Map(names.map(({ value, paperId }) => [value, paperId]))
  const { rows } = await sql<{ subscriberId: number; selections: string }>`
    select id as subscriber_id, string_agg(selection_id::text, ',' order by selection_id) as selections
    from unnest(${subscriberIds}::bigint[]) as reader (id) cross join lateral (
      select selection_id from deliveries
      where subscriber_id = reader.id and issue_id = any(array(
          select issue_id from issue_papers where paper_id = any(${[...paperIds, ...now.keys()]}::text[])
        ))
        and state not in ('skipped', 'rejected', 'held') and selection_id is not null
      offset 0 -- by the key for each reader: the table grows while the planner works, and its statistics do not
    ) as sent
    group by id
  `.execute(db)
  const papersOf = await readSelections(db, new Set(rows.map(({ selections }) => selections)))
  const sets = new Map<string, ReadonlySet<string>>()
  const ofReader = new Map<number, ReadonlySet<string>>()
  for (const { subscriberId, selections } of rows) {
    const set = sets.get(selections) ?? new Set(papersOf(selections).map((id) => now.get(id) ?? id))
    sets.set(selections, set)
    ofReader.set(subscriberId, set)
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

/** A row of the ledger to be, and what becomes of the subscription. */
export interface PlannedMail {
  issueId: number
  subscriberId: number
  skipped: 'late' | 'empty' | null
  chosen: readonly Chosen[] // readers who get the same share one list
  dueAt: Date
  domain: string
  kind: string
  next: { date: string; at: Date }
}

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
          state = excluded.state, reason = null, selection_id = excluded.selection_id,
          written_at = excluded.written_at, due_at = excluded.due_at, not_before = excluded.not_before, attempts = 0
        where ${NEVER_MADE}`
  const lists = [...new Set(mails.map(({ chosen }) => chosen))].filter(({ length }) => length > 0)
  const { rows } = await sql<{ planned: number }>`
    with mail as materialized (
      select * from ${givenMails(mails, lists)}
    ), list as materialized (
      select
        at, nextval('selections_id_seq') as id,
        string_to_array(papers, ${SEPARATOR}) as paper_ids, string_to_array(reasons, ${SEPARATOR}) as reasons
      from ${givenLists(lists)}
    ), written as (
      insert into deliveries as there
        (issue_id, subscriber_id, state, reason, selection_id, written_at, due_at, not_before, domain)
      select
        issue_id, subscriber_id, case when skipped is null then 'planned' else 'skipped' end, skipped,
        list.id, ${now}, due_at, due_at, domain
      from mail left join list on list.at = mail.list
      on conflict (subscriber_id, issue_id) do ${again}
      returning issue_id, selection_id, state
    ), kept as ( -- of the lists, those that some mail names
      insert into selections (id, issue_id, paper_ids, reasons)
      select id, named.issue_id, paper_ids, reasons
      from list join (select distinct issue_id, selection_id from written) as named on named.selection_id = list.id
    ), moved as (
      update subscriptions as wanted set next_date = mail.next_date, next_due_at = mail.next_due_at
      from mail where wanted.subscriber_id = mail.subscriber_id and wanted.kind = mail.kind
    )
    select count(*) as planned from written where state = 'planned'
  `.execute(transaction)
  return rows[0]!.planned
}

function givenMails(mails: PlannedMail[], lists: (readonly Chosen[])[]) {
  const listAt = new Map(lists.map((list, at) => [list, at]))
  return given(
    {
      issue_id: 'integer',
      subscriber_id: 'integer',
      kind: 'text',
      skipped: 'text',
      list: 'integer',
      due_at: 'timestamptz',
      domain: 'text',
      next_date: 'date',
      next_due_at: 'timestamptz',
    },
    mails.map((mail) => ({
      issue_id: mail.issueId,
      subscriber_id: mail.subscriberId,
      kind: mail.kind,
      skipped: mail.skipped,
      list: listAt.get(mail.chosen) ?? null,
      due_at: mail.dueAt,
      domain: mail.domain,
      next_date: mail.next.date,
      next_due_at: mail.next.at,
    })),
  )
}

function givenLists(lists: (readonly Chosen[])[]) {
  return given(
    { at: 'integer', papers: 'text', reasons: 'text' },
    lists.map((list, at) => ({
      at,
      papers: list.map(({ paperId }) => paperId).join(SEPARATOR),
      reasons: list.map(({ reason }) => reason).join(SEPARATOR),
    })),
  )
}

/** Forgets who had the issues from before this moment, and what came back. The issues stay: they are on the web. */
export async function dropDeliveries(db: Database, before: Date): Promise<void> {
  for (const table of ['delivery_attempts', 'bounces', 'deliveries', 'selections']) {
    await sql`
      delete from ${sql.table(table)} where issue_id in (select id from issues where created_at < ${before})
    `.execute(db)
  }
}
