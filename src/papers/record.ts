import type { Draft } from './paper.ts'

/**
 * What a source said about one paper, as it said it: kept, so that a better reading of it later needs no new download.
 * `raw` is the JSON line, XML element or BibTeX entry, never more than one paper.
 */
export interface SourceRecord {
  source: string // who said it, and in which shape: 'arxiv-atom', 'hf-daily', 'bibtex' …
  externalId: string // the source's own name for the paper, stable from one run to the next
  raw: string
  draft: Draft // what `raw` says
}

/** What tells a record from all others. */
export function recordName({
  source,
  externalId,
}: Pick<SourceRecord, 'source' | 'externalId'>): string {
  return `${source}\n${externalId}`
}

/** Reads again what a source said: the draft of a stored record, or null when this reader no longer takes it. */
export type ReadRecord = (source: string, raw: string) => Draft | null

/**
 * Whether this is what a source said before it said the other: the file of an earlier day, imported late. Only sources
 * that tell when a paper changed can be understood so; of what others say, the last counts.
 */
export function isOlder(draft: Draft, other: Draft | undefined): boolean {
  const otherChanged = other && lastChange(other)
  const changed = lastChange(draft) ?? draft.published?.at
  return Boolean(otherChanged && changed && changed < otherChanged)
}

function lastChange({ updated, versions = [] }: Draft): Date | null {
  const moments = [...(updated ? [updated] : []), ...versions.map(({ at }) => at)]
  return moments.length === 0 ? null : new Date(Math.max(...moments.map(Number)))
}
