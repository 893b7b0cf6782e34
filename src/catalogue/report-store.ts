import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { storable } from '../database/rows.ts'
import { IS_SHOWN } from '../papers/hidden-store.ts'
import type { CorrectedKind } from './correction.ts'
import type { FindingReport, ReportReason } from './report.ts'

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

/** A finding that readers reported, with what they said of it. */
export interface ReportedFinding extends Finding {
  said: { reason: ReportReason; note: string; reports: number }[] // the earliest first; `reports`: how often the same
  since: Date
}

/** The findings with reports that wait, the oldest first. Those of hidden papers wait until they are shown again. */
export async function listReported(db: Database, limit: number): Promise<ReportedFinding[]> {
  const { rows } = await sql<ReportedFinding>`
    select paper_id, kind, quote, min(reported_at) as since,
      json_agg(
        json_build_object('reason', reason, 'note', note, 'reports', reports) order by reported_at, id
      ) as said
    from finding_reports where closed_at is null and ${IS_SHOWN}
    group by paper_id, kind, quote
    order by since, min(id)
    limit ${limit}
  `.execute(db)
  return rows
}

/** A curator has seen what was said of a finding. */
export async function closeReports(
  db: Database,
  { paperId, kind, quote }: Finding,
  at: Date,
): Promise<void> {
  await db
    .updateTable('findingReports')
    .set({ closedAt: at })
    .where('paperId', '=', paperId)
    .where('kind', '=', kind)
    .where('quote', '=', sql<string>`left(${storable(quote)}::text, ${QUOTE_LENGTH})`)
    .where('closedAt', 'is', null)
    .execute()
}

const QUOTE_LENGTH = 200 // as far as an address carries a quote

/** What names a finding among all. `quote` as far as an address carries it. */
type Finding = Pick<FindingReport, 'paperId' | 'kind' | 'quote'>

/** Whether a paper has this finding: nothing else can be reported. */
export async function hasFinding(
  db: Database,
  { paperId, kind, quote }: Finding,
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
