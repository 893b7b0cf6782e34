import type { Part } from '../collection/collection.ts'
import type { MeaningModel } from '../models/meaning-model.ts'
import type { Averages } from '../scoring/bm25f.ts'
import type { Hand } from '../threads/crew.ts'
import type { ModelInUse } from '../threads/tasks.ts'

/** What changes while an index is open. One at a time changes it; see `writer`. */
export interface State {
  parts: Part[]
  averages: Averages | null // null until the first papers tell
  nextKey: number
  applied: number // last change that is searched
  saved: number // last change that is on disk
  isSaved: boolean
  unsaved: number // papers that a crash would cost
  model: MeaningModel | null // whose vectors are searched; null to search by words alone
  wanted: MeaningModel | null // whose vectors will be, when all papers have one; see embedding.ts
}

/** With whom and where the work is done. */
export interface Setting {
  folder: string | null
  made: string
  building: Hand
  merging: Hand // the same as `building` when all is done in one thread
  publish: (parts: Part[], model: ModelInUse | null) => Promise<void>
}

/** Makes the parts the ones that are searched. */
export async function show(state: State, { publish }: Setting, parts: Part[]): Promise<void> {
  state.parts = parts
  await publish(parts, inUse(state.model))
}

/** What threads need to know of a model. */
function inUse(model: MeaningModel | null): ModelInUse | null {
  if (model === null) return null
  const { name, dimensions } = model
  return { name, dimensions, path: model.kind === 'static' ? model.path : null }
}

/** The file of the model that new papers are embedded with while they are built; null when that comes later or never. */
export function pathForBuilding({ model }: State): string | null {
  return model?.kind === 'static' ? model.path : null
}

export function newPart(state: State, segment: Part['segment']): Part {
  return { key: state.nextKey++, segment, alive: null, dead: new Map(), deadDocuments: 0 }
}
