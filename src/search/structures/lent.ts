import { bitmap, type Bitmap } from './bitmap.ts'

const MOST_IDLE = 256 // for the parts of a collection, some times over: 100 MB for each thread at three million papers

/** Given back, the last one at the end. */
const idle = new Set<Bitmap>()

/**
 * An empty bitmap for the time of one query. Whoever has the last use for it gives it back; if nobody does, it is freed as others are.
 *
 * To make a bitmap costs nothing, but to free many does: what lies outside the heap counts, and unless the young generation is small,
 * all of the heap is looked through for what may go after some hundred queries, which takes 50 ms and more.
 */
export function lentBitmap(size: number): Bitmap {
  const words = (size + 31) >>> 5
  for (const bits of idle) {
    if (bits.length !== words) continue
    idle.delete(bits)
    return bits.fill(0)
  }
  return bitmap(size)
}

export function giveBack(bits: Bitmap): void {
  if (idle.size >= MOST_IDLE) for (const oldest of idle) if (idle.delete(oldest)) break
  idle.add(bits)
}
