import { goesBefore, itemOf, type Collection, type Item } from '../collection/collection.ts'
import { eachIn, type Bitmap } from '../structures/bitmap.ts'
import { top } from '../structures/top.ts'

/** The first `size` of a set of documents, one bitmap per part, by what a column has of each: the newest, or the most voted for. */
export function firstBy(
  collection: Collection,
  bits: Bitmap[],
  column: 'days' | 'votes',
  size: number,
): Item[] {
  const best = top(size, goesBefore(collection))
  for (const [part, { segment }] of collection.parts.entries()) {
    const values = segment[column]
    eachIn(bits[part]!, (document) => best.offer(values[document]!, itemOf(part, document)))
  }
  return best.take().map(({ item }) => item)
}
