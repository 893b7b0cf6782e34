import type { Collection } from '../collection/collection.ts'
import type { Term } from '../scoring/weigh.ts'
import { bitmap, fullBitmap, keepCommon, type Bitmap } from '../structures/bitmap.ts'

/** Everything found, not only the best: papers that are allowed and have any of the terms; without words, all allowed. */
export function everythingFound(
  { parts }: Collection,
  terms: Term[] | null,
  allowed: (Bitmap | null)[],
): Bitmap[] {
  return parts.map(({ segment }, part) => {
    const may = allowed[part]!
    if (terms === null) return may === null ? fullBitmap(segment.documents) : may.slice()
    const bits = bitmap(segment.documents)
    const { termBlocks, blockFirst, blockStart, distances } = segment.postings
    for (const { places } of terms) {
      const term = places[part]!
      if (term < 0) continue
      for (let block = termBlocks[term]!; block < termBlocks[term + 1]!; block++) {
        const first = blockFirst[block]!
        const end = blockStart[block + 1]!
        for (let i = blockStart[block]!; i < end; i++) {
          const document = first + distances[i]!
          bits[document >>> 5]! |= 1 << (document & 31)
        }
      }
    }
    return may === null ? bits : keepCommon(bits, may)
  })
}
