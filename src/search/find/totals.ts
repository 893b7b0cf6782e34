import type { Collection } from '../collection/collection.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import type { Term } from '../scoring/weigh.ts'
import { bitmap, fullBitmap, keepCommon, type Bitmap } from '../structures/bitmap.ts'
import { addDocuments } from '../structures/postings.ts'

/**
 * Everything found, not only the best: papers that are allowed and have any of the terms; without words, all allowed. When time
 * runs out, `complete` is false and further terms are left out.
 */
export function everythingFound(
  { parts }: Collection,
  terms: Term[] | null,
  allowed: (Bitmap | null)[],
  deadline: Deadline,
): { everything: Bitmap[]; complete: boolean } {
  let complete = true
  const everything = parts.map(({ segment }, part) => {
    const may = allowed[part]!
    if (terms === null) return may === null ? fullBitmap(segment.documents) : may.slice()
    const bits = bitmap(segment.documents)
    for (const { places } of terms) {
      if (places[part]! < 0) continue
      addDocuments(segment.postings, places[part]!, bits)
      if (deadline.late()) {
        complete = false
        break
      }
    }
    return may === null ? bits : keepCommon(bits, may)
  })
  return { everything, complete }
}
