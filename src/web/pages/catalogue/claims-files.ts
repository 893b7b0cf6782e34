import type { Context } from 'hono'
import type { ListedClaim } from '../../../catalogue/claim-store.ts'
import { csv } from '../../formats/csv.ts'
import { paths } from '../../paths.ts'

const NAMES = [
  'paper', 'title', 'published', 'value', 'low', 'modifier', 'unit', 'metric', 'subject', 'comparator', 'kind',
  'confidence', 'quote', 'sentence', 'url',
] as const // prettier-ignore

/** One object per claim, under the names that docs/reading.md gives them. What is not known is null. */
function row(claim: ListedClaim, publicUrl: string) {
  return {
    paper: claim.paperId,
    title: claim.paperTitle,
    published: claim.published?.toISOString().slice(0, 10) ?? null,
    value: claim.value,
    low: claim.low,
    modifier: claim.modifier,
    unit: claim.unit,
    metric: claim.metric,
    subject: claim.subject,
    comparator: claim.comparator,
    kind: claim.kind,
    confidence: Math.round(claim.confidence * 100) / 100,
    quote: claim.quoteText,
    sentence: claim.sentence,
    url: publicUrl + paths.paper(claim.paperId),
  } satisfies Record<(typeof NAMES)[number], string | number | null>
}

export function claimsCsv(c: Context, claims: ListedClaim[], publicUrl: string): Response {
  const rows = claims.map((claim) => {
    const cells = row(claim, publicUrl)
    return NAMES.map((name) => cells[name])
  })
  return c.body(csv([...NAMES], rows), 200, csvHeaders('claims'))
}

export function claimsJson(c: Context, claims: ListedClaim[], publicUrl: string): Response {
  return c.json(claims.map((claim) => row(claim, publicUrl)))
}

/** A file to be kept, not a page to be looked at. */
export function csvHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  }
}
