import { sql } from 'kysely'
import { lockPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import { notifyPaperChanged } from '../papers/save-store.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** What can be reported. */
export type ReportKind = 'comment' | 'paper' | 'person' | 'collection'

/** A thing that readers reported, with what each of them said about it. */
export interface Case {
  kind: ReportKind
  subject: string // id of the comment, the paper, the person or the collection
  reasons: string[] // the earliest first
  since: Date
}

/**
 * Keeps a report; the same person's second one about the same thing takes the place of the first. False when this person
 * has reported `most` things since then, and nothing is kept.
 */
export function report(
  db: Database,
  given: { kind: ReportKind; subject: string; personId: string; reason: string; at: Date },
  { since, most }: { since: Date; most: number },
): Promise<boolean> {
  const { at, ...what } = given
  return db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, given.personId)
    if ((await countReportsSince(transaction, given.personId, since)) >= most) return false
    await transaction
      .insertInto('reports')
      .values({ ...what, reportedAt: at })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'subject', 'personId'])
          .doUpdateSet({ reason: what.reason, reportedAt: at, settledAt: null }),
      )
      .execute()
    return true
  })
}

async function countReportsSince(db: Database, personId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('reports')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('reportedAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

/** The oldest open cases first. */
export async function listCases(db: Database, limit: number): Promise<Case[]> {
  const rows = await db
    .selectFrom('reports')
    .select((query) => [
      'kind',
      'subject',
      query.fn.agg<string[]>('array_agg', ['reason']).orderBy('reportedAt').as('reasons'),
      query.fn.min('reportedAt').as('since'),
    ])
    .where('settledAt', 'is', null)
    .groupBy(['kind', 'subject'])
    .orderBy('since')
    .limit(limit)
    .execute()
  return rows
}

export async function settleCase(
  db: Database,
  { kind, subject, at }: { kind: ReportKind; subject: string; at: Date },
): Promise<void> {
  await db
    .updateTable('reports')
    .set({ settledAt: at })
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('settledAt', 'is', null)
    .execute()
}

/** What a moderator did: in words, without naming anybody. */
export interface LogEntry {
  at: Date
  action: string
  paperId: string | null
  reason: string
}

const AT_NO_PAPER = 'none' // no paper has this id: the pages of the log alone are forgotten

/** Writes it down and tells every process, whose pages show the log. */
export async function writeLog(db: Database, entry: LogEntry): Promise<void> {
  await db.insertInto('moderationLog').values(entry).execute()
  await notifyPaperChanged(db, entry.paperId ?? AT_NO_PAPER)
}

/** The id of a hidden paper may be made of its title, which may be why it is hidden. */
const UNSPEAKABLE = sql`
  paper_id like 'title:%' and exists (select from all_papers where id = paper_id and hidden_reason is not null)
`

/** The newest first, with how many there are. Hidden papers are named by ids of other sites alone. */
export async function listLog(
  db: Database,
  page: number,
  size: number,
): Promise<{ entries: LogEntry[]; total: number }> {
  const { total } = await db
    .selectFrom('moderationLog')
    .select((query) => query.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const { rows } = await sql<LogEntry>`
    select at, action, case when ${UNSPEAKABLE} then null else paper_id end as paper_id, reason from moderation_log
    order by id desc
    limit ${size} offset ${(page - 1) * size}
  `.execute(db)
  return { entries: rows, total }
}

/** Why somebody may not take part now, and until when; null when they may. */
export async function findBlock(
  db: Database,
  personId: string,
  now: Date,
): Promise<{ until: Date; reason: string } | null> {
  const block = await db
    .selectFrom('blocks')
    .select(['until', 'reason'])
    .where('personId', '=', personId)
    .where('until', '>', now)
    .executeTakeFirst()
  return block ?? null
}

export async function blockPerson(
  db: Database,
  block: { personId: string; until: Date; reason: string; at: Date },
): Promise<void> {
  const { at, ...what } = block
  const row = { ...what, blockedAt: at }
  await db
    .insertInto('blocks')
    .values(row)
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
}

export async function unblockPerson(db: Database, personId: string): Promise<void> {
  await db.deleteFrom('blocks').where('personId', '=', personId).execute()
}
