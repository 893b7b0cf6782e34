import { lookedAt } from '../../src/search/find/candidates.ts'
import type { Sources } from '../../src/search/answer/answer.ts'

/** How much of the ten nearest by cosine the scan by signs also finds, looking at as many rows as a query does. */
export function recall({ readers, model, collection }: Sources, texts: string[]): number {
  const reader = readers[0]!
  const all = Uint32Array.from({ length: collection.parts[0]!.segment.documents }, (_, row) => row)
  let shared = 0
  const vectors = texts.map((text) => model!.embed(text)).filter((one) => one.some(Boolean)) // a model may know no word of it
  for (const vector of vectors) {
    const nearest = (rows: Uint32Array) => {
      const cosines = reader.cosines(vector, rows)
      const order = Array.from(rows, (row, i) => ({ row, cosine: cosines[i]! }))
      return order
        .toSorted((a, b) => b.cosine - a.cosine || a.row - b.row)
        .slice(0, 10)
        .map(({ row }) => row)
    }
    const exact = new Set(nearest(all))
    shared += nearest(reader.nearestBySigns(vector, lookedAt(reader.rows), null)).filter((row) =>
      exact.has(row),
    ).length
  }
  return shared / (10 * vectors.length)
}
