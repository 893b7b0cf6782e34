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
