import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { storedText } from '../papers/render.ts'
import type { ClaimKind, Modifier } from '../reading/finding.ts'
import { quoted, type Quoted } from './quoted.ts'
import { countRows, ROWS_MAX, within, type Stretch } from './table-store.ts'

/** What claims to list. Null does not filter. */
export interface ClaimFilter {
  metric: string | null // words that all stand in the metric
  unit: string | null
  kind: ClaimKind | null
  topic: string | null
}

/** Values of different units cannot be compared: only with a unit can claims be ordered by value. */
export type ClaimSort = 'newest' | 'highest' | 'lowest'

/** A claim with the sentence it stands in and the paper that makes it. */
export interface ListedClaim extends Quoted {
  quote: string // as the source wrote it: it names the claim
  paperId: string
  paperTitle: string
  published: Date | null
  value: number // of a range its upper end
  low: number | null
  modifier: Modifier | null
  unit: string
  metric: string
  subject: string
  comparator: string | null
  kind: ClaimKind
  confidence: number
}

/** How many claims there are, at most ROWS_MAX. */
export function countClaims(db: Database, filter: ClaimFilter): Promise<number> {
  return countRows(db, sql`select 1 from paper_claims where ${matching(filter)}`)
}

/** A stretch of the claims in a total order, as far as tables go. */
export async function listClaims(
  db: Database,
  filter: ClaimFilter,
  sort: ClaimSort,
  stretch: Stretch,
): Promise<ListedClaim[]> {
  const { rows } = await sql<{ claims: ClaimRow[] | null }>`
    select json_agg(claim) as claims from (
      select claim.*, title, title_text, title_html, abstract from (
        select * from paper_claims where ${matching(filter)}
        order by ${ORDER[sort]} ${within(stretch)}
      ) as claim
      join papers on papers.id = claim.paper_id
      order by ${ORDER[sort]}
    ) as claim
  `.execute(db)
  return (rows[0]!.claims ?? []).map(listedClaim)
}

const ORDER: Record<ClaimSort, RawBuilder<unknown>> = {
  newest: sql`published desc nulls last, paper_id desc, position`,
  highest: sql`value desc, paper_id, position`,
  lowest: sql`value, paper_id desc, position desc`, // an index of the other order, read backwards
}

function matching({ metric, unit, kind, topic }: ClaimFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`shown`,
      ...(metric === null ? [] : [sql`to_tsvector('simple', metric) @@ plainto_tsquery('simple', ${metric})`]), // prettier-ignore
      ...(unit === null ? [] : [sql`unit = ${unit}`]),
      ...(kind === null ? [] : [sql`kind = ${kind}`]),
      ...(topic === null ? [] : [sql`topics @> array[${topic}]`]),
    ],
    sql` and `,
  )
}

interface ClaimRow {
  paper_id: string
  title: string
  title_text: string | null
  title_html: string | null
  abstract: string
  published: string | null
  value: number
  low: number | null
  modifier: Modifier | null
  unit: string
  metric: string
  subject: string
  comparator: string | null
  kind: ClaimKind
  quote: string
  confidence: number
  span_start: number
  span_end: number
  sentence_start: number
  sentence_end: number
}

function listedClaim(row: ClaimRow): ListedClaim {
  return {
    paperId: row.paper_id,
    paperTitle: storedText(row).titleText,
    published: row.published === null ? null : new Date(row.published),
    value: row.value,
    low: row.low,
    modifier: row.modifier,
    unit: row.unit,
    metric: row.metric,
    subject: row.subject,
    comparator: row.comparator,
    kind: row.kind,
    confidence: row.confidence,
    quote: row.quote,
    ...quoted(row.abstract, row.quote, [row.sentence_start, row.sentence_end]),
  }
}

/** The values of a year: how many there are, and where they lie. A tenth of them is below `low`, a tenth above `high`. */
export interface YearOfClaims {
  year: number
  claims: number
  low: number
  median: number
  high: number
}

/** The claims with this unit by year, the first year first. Of more than 10,000 the newest count. */
export async function claimsByYear(
  db: Database,
  filter: ClaimFilter & { unit: string },
): Promise<YearOfClaims[]> {
  const { rows } = await sql<YearOfClaims>`
    select
      year, count(*)::integer as claims,
      percentile_cont(0.1) within group (order by value) as low,
      percentile_cont(0.5) within group (order by value) as median,
      percentile_cont(0.9) within group (order by value) as high
    from (
      select extract(year from published at time zone 'UTC')::integer as year, value from paper_claims
      where ${matching(filter)} and published is not null
      order by published desc
      limit ${ROWS_MAX}
    ) as dated
    group by year
    order by year
  `.execute(db)
  return rows
}
