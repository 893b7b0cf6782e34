import type { Draft } from '../../src/papers/paper.ts'
import type { SourceRecord } from '../../src/papers/record.ts'

export const PAPERS_PER_BATCH = 20

/** Papers that are new, and one that changes with every batch. */
export function batch(number: number): SourceRecord[] {
  const fresh = Array.from({ length: PAPERS_PER_BATCH }, (_, n) => ({
    ids: { other: `test:${number}-${n}` },
    title: `Paper ${n} of the batch with number ${number}`,
  }))
  const changing = {
    ids: { other: 'test:changing' },
    title: 'The paper that every batch changes',
    abstract: `${number}`,
  }
  return [...fresh, changing].map((draft) => ({
    source: 'corpus',
    externalId: draft.ids.other,
    raw: JSON.stringify(draft),
    draft,
  }))
}

export const read = (_source: string, raw: string) => JSON.parse(raw) as Draft
