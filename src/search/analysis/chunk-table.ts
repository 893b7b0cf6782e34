/**
 * Numbers for chunks of text, in order of first appearance. Looks at the units of the text in place: most chunks were seen before, and
 * cutting a string out only to find that is what indexing would spend its time on.
 */
export interface ChunkTable {
  /** The number of the chunk that these units are; equal to the former `size` when it is new. About 40 ns. */
  numberOf(text: Uint16Array, start: number, end: number): number
  readonly size: number
}

const EMPTY = -1

export function chunkTable(): ChunkTable {
  let slots = new Int32Array(2 << 16).fill(EMPTY) // two for each chunk, side by side in the cache: its number and its hash
  let starts = new Uint32Array(1 << 16) // chunk n is units[starts[n]] up to units[starts[n + 1]]
  let units = new Uint16Array(1 << 19)
  let size = 0

  function isChunk(number: number, text: Uint16Array, start: number, length: number): boolean {
    const from = starts[number]!
    if (starts[number + 1]! - from !== length) return false
    for (let i = 0; i < length; i++) if (units[from + i] !== text[start + i]) return false
    return true
  }

  function remember(text: Uint16Array, start: number, end: number) {
    const from = starts[size]!
    if (from + end - start > units.length)
      units = widened(units, new Uint16Array(2 * units.length + end - start))
    if (size + 2 > starts.length) starts = widened(starts, new Uint32Array(2 * starts.length))
    for (let i = start; i < end; i++) units[from + i - start] = text[i]!
    starts[++size] = from + end - start
    if (size * 4 > slots.length) spread()
  }

  function spread() {
    const former = slots
    slots = new Int32Array(2 * former.length).fill(EMPTY)
    const last = slots.length - 1
    for (let from = 0; from < former.length; from += 2) {
      if (former[from] === EMPTY) continue
      let slot = (former[from + 1]! << 1) & last
      while (slots[slot] !== EMPTY) slot = (slot + 2) & last
      slots[slot] = former[from]!
      slots[slot + 1] = former[from + 1]!
    }
  }

  return {
    get size() {
      return size
    },
    numberOf(text, start, end) {
      let hash = 0x811c9dc5 | 0 // FNV-1a, over UTF-16 units, with its bits stirred once more
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ text[i]!, 0x01000193)
      hash ^= hash >>> 15
      const last = slots.length - 1
      let slot = (hash << 1) & last
      for (let number = slots[slot]!; number !== EMPTY; number = slots[slot]!) {
        if (slots[slot + 1] === hash && isChunk(number, text, start, end - start)) return number
        slot = (slot + 2) & last
      }
      slots[slot] = size
      slots[slot + 1] = hash
      remember(text, start, end)
      return size - 1
    },
  }
}

function widened<T extends Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
