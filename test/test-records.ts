import type { Draft } from '../src/papers/paper.ts'
import type { SourceRecord } from '../src/papers/record.ts'

/** Records of a source that says just these things. */
export function papersOf(drafts: (Partial<Draft> & { title: string })[]): SourceRecord[] {
  return drafts.map((known) => {
    const draft: Draft = { ids: {}, ...known }
    const externalId = Object.values(draft.ids)[0] ?? draft.title
    return { source: 'test', externalId, raw: JSON.stringify(draft), draft }
  })
}
