import { itemOf, type Item } from '../collection/collection.ts'
import { eachIn, type Bitmap } from '../structures/bitmap.ts'
import { top } from '../structures/top.ts'

/** The best of a set of documents, one bitmap per part, by any score, such as votes. */
export function bestOf(
  bits: Bitmap[],
  scoreOf: (item: Item) => number,
  size: number,
  before: (a: Item, b: Item) => boolean,
): { item: Item; score: number }[] {
  const best = top(size, before)
  for (const [part, ofPart] of bits.entries()) {
    eachIn(ofPart, (document) => {
      const item = itemOf(part, document)
      best.offer(scoreOf(item), item)
    })
  }
  return best.take()
}
