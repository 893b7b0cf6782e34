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
    with wanted as materialized ( -- first, by its index: without statistics a join would sort all that is due for every batch
      select * from subscriptions where next_due_at <= ${now}
      order by next_due_at limit ${count} for update skip locked
    )
    select ${WANTED}
    from wanted join subscribers as reader on reader.id = wanted.subscriber_id
    where reader.state = 'active'
    order by wanted.next_due_at
    for update of reader skip locked
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

const SEPARATOR = '\u001f' // ids and searches hold no control characters

const NOTHING: ReadonlySet<string> = new Set()

/**
 * What these readers were sent lately, or are about to be, by any issue: of issues that had one of these papers. A mail
 * names a paper as it was called then; two that have become one since are one paper to the reader. Readers who were
 * sent the same share one set.
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
  const { rows } = await sql<{ subscriberId: number; papers: string }>`
    select id as subscriber_id, string_agg(papers, ${SEPARATOR} order by issue_id) as papers
    from unnest(${subscriberIds}::bigint[]) as reader (id) cross join lateral (
      select issue_id, array_to_string(paper_ids, ${SEPARATOR}) as papers from deliveries
      where subscriber_id = reader.id and state not in ('skipped', 'rejected', 'held')
        and paper_ids && ${[...paperIds, ...now.keys()]}::text[]
      offset 0 -- by the index for each reader: the table grows while the planner works, and its statistics do not
    ) as sent
    group by id
  `.execute(db)
  const sets = new Map<string, ReadonlySet<string>>()
  const ofReader = new Map<number, ReadonlySet<string>>()
  for (const { subscriberId, papers } of rows) {
    const set = sets.get(papers) ?? new Set(papers.split(SEPARATOR).map((id) => now.get(id) ?? id))
    sets.set(papers, set)
    ofReader.set(subscriberId, set)
  }
  return (subscriberId) => ofReader.get(subscriberId) ?? NOTHING
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
          state = excluded.state, reason = null, paper_ids = excluded.paper_ids, reasons = excluded.reasons,
          written_at = excluded.written_at, due_at = excluded.due_at, not_before = excluded.not_before, attempts = 0
        where ${NEVER_MADE}`
  const lists = [...new Set(mails.map(({ chosen }) => chosen))]
  const listAt = new Map(lists.map((list, at) => [list, at]))
  const { rows } = await sql<{ planned: number }>`
    with list as materialized (
      select at, string_to_array(papers, ${SEPARATOR}) as paper_ids, string_to_array(reasons, ${SEPARATOR}) as reasons
      from ${given(
        { at: 'integer', papers: 'text', reasons: 'text' },
        lists.map((list, at) => ({
          at,
          papers: list.map(({ paperId }) => paperId).join(SEPARATOR),
          reasons: list.map(({ reason }) => reason).join(SEPARATOR),
        })),
      )}
    ), written as (
      insert into deliveries as there
        (issue_id, subscriber_id, state, reason, paper_ids, reasons, written_at, due_at, not_before, domain)
      select
        issue_id, subscriber_id, case when skipped is null then 'planned' else 'skipped' end, skipped,
        paper_ids, reasons, ${now}, due_at, due_at, domain
      from ${given(
        {
          issue_id: 'integer',
          subscriber_id: 'integer',
          skipped: 'text',
          list: 'integer',
          due_at: 'timestamptz',
          domain: 'text',
        },
        mails.map((mail) => ({
          issue_id: mail.issueId,
          subscriber_id: mail.subscriberId,
          skipped: mail.skipped,
          list: listAt.get(mail.chosen)!,
          due_at: mail.dueAt.toISOString(),
          domain: mail.domain,
        })),
      )}
      join list on list.at = given.list
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

/** Forgets who had the issues from before this moment, and what came back. The issues stay: they are on the web. */
export async function dropDeliveries(db: Database, before: Date): Promise<void> {
  for (const table of ['delivery_attempts', 'bounces', 'deliveries']) {
    await sql`
      delete from ${sql.table(table)} where issue_id in (select id from issues where created_at < ${before})
    `.execute(db)
  }
}
