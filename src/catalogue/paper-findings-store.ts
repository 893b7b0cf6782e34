import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { renderFragment } from '../papers/text.ts'
import type {
  Artifact,
  ClaimKind,
  Modifier,
  PaperKind,
  Span,
  SystemType,
} from '../reading/finding.ts'

/** What was read of one paper, as far as it is sure enough to be shown. */
export interface PaperFindings {
  kind: PaperKind
  gist: string // plain text
  gistHtml: string | null
  gistBy: string | null
  artifacts: Artifact[]
  topics: string[]
  systems: { key: string; name: string; aliases: string[]; type: SystemType; mentioned: number }[]
  claims: PaperClaim[] // in the order of the text
}

/** A claim of a paper whose abstract is at hand: its places are spans of that. */
export interface PaperClaim {
  value: number
  low: number | null
  modifier: Modifier | null
  unit: string
  metric: string
  subject: string
  comparator: string | null
  kind: ClaimKind
  quote: string // as the source wrote it: it names the claim
  quoteText: string
  span: Span
  sentence: Span
}

/** Null when the paper has not been read yet. */
export async function findPaperFindings(db: Database, id: string): Promise<PaperFindings | null> {
  const { rows } = await sql<{ findings: PaperFindings & { artifacts: Artifact[] | null } }>`
    select json_build_object(
      'kind', kind, 'gist', gist, 'gistHtml', gist_html, 'gistBy', gist_by, 'artifacts', artifacts,
      'topics', array(
        select topic from paper_topics where paper_id = ${id} order by confidence desc, topic
      ),
      'systems', (
        select coalesce(json_agg(json_build_object(
          'key', own.key, 'name', own.name, 'aliases', own.aliases, 'type', own.type,
          'mentioned', coalesce(mentioned, 0)
        ) order by position), '[]')
        from paper_systems own left join systems on systems.key = own.key
        where own.paper_id = ${id} and own.shown and common is not true
      ),
      'claims', (
        select coalesce(json_agg(json_build_object(
          'value', value, 'low', low, 'modifier', modifier, 'unit', unit, 'metric', metric,
          'subject', subject, 'comparator', comparator, 'kind', kind, 'quote', quote,
          'span', array[span_start, span_end], 'sentence', array[sentence_start, sentence_end]
        ) order by position), '[]')
        from paper_claims where paper_id = ${id} and shown
      )
    ) as findings
    from readings where paper_id = ${id}
  `.execute(db)
  const found = rows[0]?.findings
  if (!found) return null
  const claims = found.claims.map((claim) => ({ ...claim, quoteText: renderFragment(claim.quote) }))
  return { ...found, claims, artifacts: found.artifacts ?? [] }
}
