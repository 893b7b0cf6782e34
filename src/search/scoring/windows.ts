import { GROUPS, WINDOW, WINDOW_WORDS } from '../structures/postings.ts'
import { COMMON_WORDS, HEAD_WORDS, RARE_WORDS } from '../structures/postings-desk.ts'
import type { Clauses } from './clauses.ts'

/** The most that all terms together can add to a document of each window; 0 where none occurs. */
export function promisesOf({ commons, rares }: Clauses, documents: number): Float64Array {
  const promises = new Float64Array(Math.ceil(documents / WINDOW))
  for (const { most } of [...commons, ...rares])
    for (let window = 0; window < promises.length; window++) promises[window]! += most[window]!
  return promises
}

/** So many windows are read for what they promise. Of a million papers, 16 and 64 took up to a tenth longer. */
const FIRST = 32

/** The most promising windows, the best first, and all others in the order they lie in memory, which is faster to read. */
export function inTurns(promises: Float64Array): Uint32Array[] {
  const first = Uint32Array.from(highest(promises, FIRST))
  const isFirst = new Uint8Array(promises.length)
  for (const window of first) isFirst[window] = 1
  const others = new Uint32Array(promises.length - first.length)
  for (let window = 0, length = 0; window < promises.length; window++)
    if (isFirst[window] === 0) others[length++] = window
  return [first, others]
}

/** The places of so many of the highest numbers above 0, the highest first. */
function highest(numbers: Float64Array, count: number): number[] {
  const places: number[] = []
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place]!
    if (number === 0 || (places.length === count && number <= numbers[places.at(-1)!]!)) continue
    if (places.length === count) places.pop()
    let at = places.length
    for (; at > 0 && numbers[places[at - 1]!]! < number; at--) places[at] = places[at - 1]!
    places[at] = place
  }
  return places
}

/**
 * Writes as many of the windows, from one of them on, as there is room for, in the words that the kernel's `scoreWindows` reads. Those that
 * do not promise the threshold, which is above 0, are left out.
 */
export function described(
  { commons, rares }: Clauses,
  promises: Float64Array,
  windows: Uint32Array,
  from: number,
  threshold: number,
  batch: Uint32Array,
): { length: number; next: number } {
  const longest = HEAD_WORDS + commons.length * COMMON_WORDS + rares.length * RARE_WORDS
  let at = 0
  let next = from
  for (; next < windows.length && at + longest <= batch.length; next++) {
    const window = windows[next]!
    if (promises[window]! < threshold) continue
    const head = at
    batch[head] = window * WINDOW
    batch[head + 1] = promises[window]!
    at += HEAD_WORDS
    for (const { weight, most, bits, maxima, impacts, starts } of commons) {
      if (most[window] === 0) continue
      batch[at] = weight
      batch[at + 1] = bits + 4 * WINDOW_WORDS * window
      batch[at + 2] = maxima + GROUPS * window
      batch[at + 3] = impacts + starts[window]!
      at += COMMON_WORDS // the last word is the kernel's own
    }
    batch[head + 2] = (at - head - HEAD_WORDS) / COMMON_WORDS
    const behindCommons = at
    for (const { weight, most, firstBlocks, lastBlock } of rares) {
      if (most[window] === 0) continue
      batch[at] = weight
      batch[at + 1] = most[window]!
      batch[at + 2] = firstBlocks[window]!
      batch[at + 3] = lastBlock
      at += RARE_WORDS
    }
    batch[head + 3] = (at - behindCommons) / RARE_WORDS
  }
  return { length: at, next }
}
