import { postingCursor } from '../structures/postings-cursor.ts'
import type { Postings } from '../structures/postings.ts'
import type { WeightedTerm } from './clauses.ts'

/** The word scores of some documents, which must ascend. */
export function scoreDocuments(
  postings: Postings,
  terms: WeightedTerm[],
  documents: ArrayLike<number>,
): Float64Array {
  const scores = new Float64Array(documents.length)
  for (const { term, weight } of terms) {
    const cursor = postingCursor(postings, term)
    for (let i = 0; i < documents.length; i++) {
      const found = cursor.seek(documents[i]!)
      if (found === Infinity) break
      if (found === documents[i]) scores[i]! += weight * cursor.impact()
    }
  }
  return scores
}
