import type { Part } from '../collection/collection.ts'

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
