import type { Part } from '../collection/collection.ts'
import { has } from '../structures/bitmap.ts'
import { termAt } from '../structures/vocabulary.ts'
import { newPart, show, type Setting, type State } from './state.ts'
import { withoutIds } from './take-in.ts'

/** Segments of one size that are merged together. More makes queries slower, fewer writes the same paper more often. */
const MERGED_TOGETHER = 8
const SMALLEST = 64 // papers; below this all sizes are the same

function sizeClass({ segment, deadDocuments }: Part): number {
  const papers = Math.max(SMALLEST, segment.documents - deadDocuments)
  return Math.floor(Math.log2(papers / SMALLEST) / Math.log2(MERGED_TOGETHER))
}

/** The parts that should become one now, or null. A part that is mostly deleted is written anew by itself. */
export function partsToMerge(parts: Part[]): Part[] | null {
  const hollow = parts.find(({ segment, deadDocuments }) => deadDocuments * 2 > segment.documents)
  if (hollow) return [hollow]
  const classes = Map.groupBy(parts, sizeClass)
  for (const [, ofClass] of [...classes].toSorted(([a], [b]) => a - b)) {
    if (ofClass.length >= MERGED_TOGETHER) return ofClass
  }
  return null
}

/**
 * Merges some of the parts and puts the result in their place. Papers may come and go while the merge runs; `inTurn` waits
 * for a moment when none do, and what died meanwhile is then taken out of the merged segment too.
 */
export async function mergeThese(
  state: State,
  setting: Setting,
  some: Part[],
  inTurn: (work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const segment = await setting.merging.run('merge', { parts: some })
  await inTurn(async () => {
    const now = some.map((before) => state.parts.find(({ key }) => key === before.key))
    if (now.includes(undefined)) return // one has new vectors since, which the merged segment lacks
    const since = some.flatMap((before, i) => diedSince(before, now[i]!))
    const merged =
      segment === null ? [] : await withoutIds(setting.building, [newPart(state, segment)], since)
    const others = state.parts.filter(({ key }) => some.every((one) => one.key !== key))
    await show(state, setting, [...merged, ...others])
  })
}

function diedSince(before: Part, now: Part): string[] {
  const { ids, idPlace, documents } = before.segment
  const died: string[] = []
  if (now.alive === before.alive) return died
  for (let document = 0; document < documents; document++) {
    const wasAlive = before.alive === null || has(before.alive, document)
    if (wasAlive && now.alive !== null && !has(now.alive, document))
      died.push(termAt(ids, idPlace[document]!))
  }
  return died
}
