import type { Part } from '../collection/collection.ts'
import type { Averages } from '../scoring/bm25f.ts'
import type { Hand } from '../threads/crew.ts'

/** What changes while an index is open. One at a time changes it; see `writer`. */
export interface State {
  parts: Part[]
  averages: Averages | null // null until the first papers tell
  nextKey: number
  applied: number // last change that is searched
  saved: number // last change that is on disk
  isSaved: boolean
  unsaved: number // papers that a crash would cost
}

/** With whom and where the work is done. */
export interface Setting {
  folder: string | null
  made: string
  building: Hand
  merging: Hand // the same as `building` when all is done in one thread
  publish: (parts: Part[]) => Promise<void>
}

/** Makes the parts the ones that are searched. */
export async function show(state: State, { publish }: Setting, parts: Part[]): Promise<void> {
  state.parts = parts
  await publish(parts)
}

export function newPart(state: State, segment: Part['segment']): Part {
  return { key: state.nextKey++, segment, alive: null, dead: new Map(), deadDocuments: 0 }
}
