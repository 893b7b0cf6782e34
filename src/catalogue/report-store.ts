import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { storable } from '../database/rows.ts'
import type { CorrectedKind } from './correction.ts'
import type { FindingReport } from './report.ts'

/** Reports that wait for a curator. More would never be read, and must not fill the disk. */
const WAITING_MAX = 5_000

/**
 * Keeps a report for curators. The same said again is counted; a closed one is open again. False when too many wait:
 * nothing is kept then.
 */
export async function addReport(db: Database, report: FindingReport, at: Date): Promise<boolean> {
  const { paperId, kind, quote, reason, note } = report
  const { numAffectedRows } = await sql`
    insert into finding_reports (paper_id, kind, quote, reason, note, reported_at)
    select ${paperId}, ${kind}, ${storable(quote)}, ${reason}, ${storable(note)}, ${at.toISOString()}::timestamptz
    where (
      select count(*) from (
        select 1 from finding_reports where closed_at is null limit ${WAITING_MAX}
      ) as waiting
    ) < ${WAITING_MAX}
    on conflict (paper_id, kind, quote, reason) do update set
      reports = finding_reports.reports + 1, closed_at = null,
      note = case when excluded.note = '' then finding_reports.note else excluded.note end
  `.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** A report as a curator sees it. */
interface WaitingReport extends FindingReport {
  id: number
  reports: number // how often the same was said
  reportedAt: Date // for the first time
}

/** The reports that wait, the oldest first. */
export async function listReports(db: Database, limit: number): Promise<WaitingReport[]> {
  const { rows } = await sql<WaitingReport>`
    select id, paper_id, kind, quote, reason, note, reports, reported_at from finding_reports
    where closed_at is null order by reported_at, id limit ${limit}
  `.execute(db)
  return rows
}

/** A curator has seen it. False when it does not wait. */
export async function closeReport(db: Database, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('findingReports')
    .set({ closedAt: at })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const QUOTE_LENGTH = 200 // as far as an address carries a quote

/** Whether a paper has this finding: nothing else can be reported. */
export async function hasFinding(
  db: Database,
  paperId: string,
  kind: CorrectedKind,
  quote: string,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (${sql.raw(FINDING[kind])} limit 1) as found
    from (select ${paperId}::text as paper, ${storable(quote)}::text as quote) as asked
  `.execute(db)
  return rows[0]!.found
}

const FINDING: Record<CorrectedKind, string> = {
  claim: `select 1 from paper_claims where paper_id = asked.paper collate "C" and left(paper_claims.quote, ${QUOTE_LENGTH}) = asked.quote`,
  system: `select 1 from paper_systems where paper_id = asked.paper collate "C" and left(name, ${QUOTE_LENGTH}) = asked.quote`,
  topic: `select 1 from paper_topics where paper_id = asked.paper collate "C" and topic = asked.quote collate "C"`,
  artifact: `select 1 from readings, jsonb_array_elements(artifacts) as given where paper_id = asked.paper collate "C" and left(given ->> 'url', ${QUOTE_LENGTH}) = asked.quote`,
  gist: `select 1 from readings where paper_id = asked.paper collate "C" and asked.quote = ''`,
  kind: `select 1 from readings where paper_id = asked.paper collate "C" and asked.quote = ''`,
}
