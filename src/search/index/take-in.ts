import type { Part } from '../collection/collection.ts'
import type { SearchDocument } from '../document.ts'
import type { Averages } from '../scoring/bm25f.ts'
import type { Changes } from '../search.ts'
import { measuredAverages, TYPICAL_LENGTHS } from '../segment/averages.ts'
import { has } from '../structures/bitmap.ts'
import { placeOf } from '../structures/vocabulary.ts'
import type { Hand } from '../threads/crew.ts'
import { newPart, pathForBuilding, show, type Setting, type State } from './state.ts'

const PAPERS_AT_ONCE = 16_384 // built into one segment; some 100 MB while it lasts
const ENOUGH_TO_MEASURE = 1000 // papers whose mean lengths are taken for those of the collection

/** Takes in changes: what they replace or remove dies in its old segment, and what they bring becomes a new one. */
export async function takeIn(
  state: State,
  setting: Setting,
  { upsert, remove, number }: Changes,
): Promise<void> {
  const newest = [...new Map(upsert.map((document) => [document.id, document])).values()]
  if (newest.length > 0) state.averages ??= averagesFrom(newest)
  const kept = await withoutIds(setting.building, state.parts, [
    ...remove,
    ...newest.map(({ id }) => id),
  ])
  const added: Part[] = []
  for (let start = 0; start < newest.length; start += PAPERS_AT_ONCE) {
    const documents = newest.slice(start, start + PAPERS_AT_ONCE)
    const ask = { documents, averages: state.averages!, path: pathForBuilding(state) }
    added.push(newPart(state, await setting.building.run('build', ask)))
  }
  await show(state, setting, [...kept, ...added])
  state.applied = number
  state.isSaved = false
  state.unsaved += newest.length + remove.length
}

/** The parts with the papers of these ids marked dead. Parts without any of them stay the same object. */
export function withoutIds(building: Hand, parts: Part[], ids: string[]): Promise<Part[]> {
  return Promise.all(
    parts.map(async (part) => {
      const { segment, alive } = part
      const documents = ids
        .map((id) => placeOf(segment.ids, id))
        .filter((place) => place >= 0)
        .map((place) => segment.idDocument[place]!)
        .filter((document) => alive === null || has(alive, document))
      return documents.length === 0 ? part : building.run('remove', { part, documents })
    }),
  )
}

/** Fixed by the first papers, since every impact depends on them; a handful of papers says little, so typical ones serve. */
function averagesFrom(documents: SearchDocument[]): Averages {
  return documents.length >= ENOUGH_TO_MEASURE ? measuredAverages(documents) : TYPICAL_LENGTHS
}
