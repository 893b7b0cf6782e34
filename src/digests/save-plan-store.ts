import { sql } from 'kysely'
import { copyRows } from '../database/copy.ts'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'
import type { Chosen } from './choose.ts'

/** A row of the ledger to be, and what becomes of the subscription. */
export interface PlannedMail {
  issueId: number
  subscriberId: number
  isThere: boolean // in the ledger already
  skipped: 'late' | 'empty' | null
  chosen: readonly Chosen[] // readers who get the same share one list
  dueAt: Date
  domain: string
  kind: string
  next: { date: string; at: Date }
}

/** Of a mail that is in the ledger already: 'keep' leaves it, 'revive' plans it if it was skipped before it was ever made. */
type WhenThere = 'keep' | 'revive'

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
  const numbers = await numberLists(transaction, mails)
  const fresh = mails.filter(({ isThere }) => !isThere)
  await writeLedger(transaction, fresh, numbers, now)
  const revived =
    whenThere === 'keep'
      ? []
      : await revive(transaction, toSend(mails.filter(({ isThere }) => isThere)), numbers, now)
  const planned = [...toSend(fresh), ...revived]
  await keepLists(transaction, planned, numbers)
  await moveOn(transaction, mails)
  return planned.length
}

function toSend(mails: PlannedMail[]): PlannedMail[] {
  return mails.filter(({ skipped }) => skipped === null)
}

type Numbers = ReadonlyMap<readonly Chosen[], number>

/** What the lists of these mails will be called. */
async function numberLists(transaction: Database, mails: PlannedMail[]): Promise<Numbers> {
  const lists = [...new Set(toSend(mails).map(({ chosen }) => chosen))]
  const { rows } = await sql<{ id: number }>`
    select nextval('selections_id_seq') as id from generate_series(1, ${lists.length}::integer)
  `.execute(transaction)
  return new Map(lists.map((list, at) => [list, rows[at]!.id]))
}

const LEDGER_COLUMNS = {
  issue_id: 'bigint',
  subscriber_id: 'bigint',
  state: 'text',
  reason: 'text',
  selection_id: 'bigint',
  written_at: 'timestamptz',
  due_at: 'timestamptz',
  not_before: 'timestamptz',
  domain: 'text',
} as const

function writeLedger(transaction: Database, mails: PlannedMail[], numbers: Numbers, now: Date) {
  return copyRows(
    transaction,
    'deliveries',
    LEDGER_COLUMNS,
    mails.map(({ issueId, subscriberId, skipped, chosen, dueAt, domain }) => ({
      issue_id: issueId,
      subscriber_id: subscriberId,
      state: skipped === null ? 'planned' : 'skipped',
      reason: skipped,
      selection_id: numbers.get(chosen) ?? null,
      written_at: now,
      due_at: dueAt,
      not_before: dueAt,
      domain,
    })),
  )
}

/** Plans mails that were skipped. Returns those that never were on their way, so that sending them doubles nothing. */
async function revive(
  transaction: Database,
  mails: PlannedMail[],
  numbers: Numbers,
  now: Date,
): Promise<PlannedMail[]> {
  const skipped = given(
    {
      at: 'integer',
      issue_id: 'bigint',
      subscriber_id: 'bigint',
      selection_id: 'bigint',
      due_at: 'timestamptz',
    },
    mails.map(({ issueId, subscriberId, chosen, dueAt }, at) => ({
      at,
      issue_id: issueId,
      subscriber_id: subscriberId,
      selection_id: numbers.get(chosen)!,
      due_at: dueAt,
    })),
  )
  const { rows } = await sql<{ at: number }>`
    update deliveries as there set
      state = 'planned', reason = null, selection_id = given.selection_id,
      written_at = ${now}, due_at = given.due_at, not_before = given.due_at, attempts = 0
    from ${skipped}
    where there.issue_id = given.issue_id and there.subscriber_id = given.subscriber_id
      and there.state = 'skipped' and there.reason in ('late', 'empty')
    returning given.at
  `.execute(transaction)
  return rows.map(({ at }) => mails[at]!)
}

const SEPARATOR = '\u001f' // ids and searches hold no control characters

/** Keeps what these mails bring. */
async function keepLists(
  transaction: Database,
  mails: PlannedMail[],
  numbers: Numbers,
): Promise<void> {
  const issueOf = new Map(mails.map(({ chosen, issueId }) => [chosen, issueId]))
  const lists = given(
    { id: 'bigint', issue_id: 'bigint', papers: 'text', reasons: 'text' },
    [...issueOf].map(([list, issueId]) => ({
      id: numbers.get(list)!,
      issue_id: issueId,
      papers: list.map(({ paperId }) => paperId).join(SEPARATOR),
      reasons: list.map(({ reason }) => reason).join(SEPARATOR),
    })),
  )
  await sql`
    insert into selections (id, issue_id, paper_ids, reasons)
    select id, issue_id, string_to_array(papers, ${SEPARATOR}), string_to_array(reasons, ${SEPARATOR}) from ${lists}
  `.execute(transaction)
}

export async function moveOn(
  transaction: Database,
  mails: Pick<PlannedMail, 'subscriberId' | 'kind' | 'next'>[],
): Promise<void> {
  const moved = given(
    { subscriber_id: 'bigint', kind: 'text', next_date: 'date', next_due_at: 'timestamptz' },
    mails.map(({ subscriberId, kind, next }) => ({
      subscriber_id: subscriberId,
      kind,
      next_date: next.date,
      next_due_at: next.at,
    })),
  )
  await sql`
    update subscriptions as wanted set next_date = place.next_date, next_due_at = place.next_due_at
    from (
      select given.*, row.ctid from ${moved} cross join lateral (
        select ctid from subscriptions where subscriber_id = given.subscriber_id and kind = given.kind
        offset 0 -- by the key for each: a batch is a small part of all readers, however large it looks
      ) as row
    ) as place
    where wanted.ctid = place.ctid
  `.execute(transaction)
}
