import type { VectorReader } from '../structures/vectors.ts'
import type { Search } from './find.ts'

/**
 * The cosine from which a paper is near a query: a share of the way from what any paper has to 1. Of a model that is centred any
 * paper has 0, and the answer then does not depend on which papers there are. With others, texts that have nothing in common may
 * have a cosine of .7. No share is however far.
 */
export function nearFrom(
  readers: (VectorReader | null)[],
  vector: Float32Array,
  { isCentred, voices: { near: share } }: Pick<Search, 'isCentred' | 'voices'>,
): number {
  if (share === null) return -Infinity
  const usual = isCentred ? 0 : usualCosine(readers, vector)
  return usual + share * (1 - usual)
}

/** The mean cosine of the query with all papers, which is its product with their mean. */
function usualCosine(readers: (VectorReader | null)[], vector: Float32Array): number {
  let sum = 0
  let rows = 0
  for (const reader of readers) {
    if (reader === null) continue
    sum += reader.rows * product(reader.mean(), vector)
    rows += reader.rows
  }
  const length = Math.sqrt(product(vector, vector))
  return rows === 0 || length === 0 ? 0 : sum / rows / length
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
