import { GROUPS, WINDOW, WINDOW_WORDS } from '../structures/postings.ts'
import { COMMON_WORDS, HEAD_WORDS, RARE_WORDS } from '../structures/postings-desk.ts'
import type { Clauses } from './clauses.ts'

/** Windows that hold any of the terms, and the most that all terms together can add to a document there, highest first. */
export interface Promising {
  windows: Uint32Array
  promises: Float64Array
}

export function byPromise({ commons, rares }: Clauses, documents: number): Promising {
  const windows = Math.ceil(documents / WINDOW)
  const sums = new Float64Array(windows)
  for (const { most } of [...commons, ...rares])
    for (let window = 0; window < windows; window++) sums[window]! += most[window]!
  const keys = new Float64Array(windows) // exact: 32 bits and some ten more
  let length = 0
  for (let window = 0; window < windows; window++)
    if (sums[window]! > 0) keys[length++] = sums[window]! * windows + window
  const ordered = keys.subarray(0, length).toSorted()
  const promising = { windows: new Uint32Array(length), promises: new Float64Array(length) }
  for (let i = 0; i < length; i++) {
    const window = ordered[length - 1 - i]! % windows
    promising.windows[i] = window
    promising.promises[i] = sums[window]!
  }
  return promising
}

/** Writes as many of the windows as there is room for, in the words that the kernel's `scoreWindows` reads. */
export function described(
  { commons, rares }: Clauses,
  { windows, promises }: Promising,
  from: number,
  batch: Uint32Array,
): { length: number; next: number } {
  const longest = HEAD_WORDS + commons.length * COMMON_WORDS + rares.length * RARE_WORDS
  let at = 0
  let next = from
  for (; next < windows.length && at + longest <= batch.length; next++) {
    const window = windows[next]!
    const head = at
    batch[head] = window * WINDOW
    batch[head + 1] = promises[next]!
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
