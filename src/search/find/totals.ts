import type { Collection } from '../collection/collection.ts'
import type { Term } from '../scoring/weigh.ts'
import { bitmap, fullBitmap, keepCommon, type Bitmap } from '../structures/bitmap.ts'
import { addDocuments } from '../structures/postings.ts'

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
    for (const { places } of terms)
      if (places[part]! >= 0) addDocuments(segment.postings, places[part]!, bits)
    return may === null ? bits : keepCommon(bits, may)
  })
}
