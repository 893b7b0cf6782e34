import { hashSlots, slotAfter, slotOf, withEntry } from '../structures/hash-slots.ts'
import { growing, push } from '../structures/growing.ts'

/**
 * What was noted of chunks of text when each came for the first time: most that come were seen before. Looks at the units of the text
 * in place, since cutting a string out only to find that is what indexing would spend its time on. All about a chunk lies side by
 * side, as most of a look is waiting for memory.
 */
export interface ChunkTable {
  /**
   * Where in `cells` the notes begin on the chunk that these units are; 0 when it is new, and then `note` is due. Plain chunks, which
   * are of ASCII letters alone, are the same in capitals.
   */
  find(text: Uint16Array, start: number, end: number, isPlain: boolean): number
  /** Keeps notes on the chunk that `find` did not know just now, and returns where. */
  note(numbers: ArrayLike<number>): number
  readonly cells: Uint32Array // until the next note
  readonly size: number // chunks
}

const SMALL = 32 // the bit that capitals of ASCII lack

export function chunkTable(): ChunkTable {
  let slots = hashSlots(1 << 15) // of records
  const records = growing(Uint32Array) // of each chunk its length, its units, two to a cell, and the notes
  push(records, 0) // no record is 0
  const unknown = { text: new Uint16Array(), start: 0, end: 0, bits: 0, hash: 0 }

  /** Where the notes of a record begin, or 0 if it is of another chunk. */
  function notesIn(record: number, text: Uint16Array, start: number, end: number, bits: number) {
    const cells = records.numbers
    if (cells[record] !== end - start) return 0
    let at = record + 1
    for (let i = start; i < end; i += 2) if (cells[at++] !== pair(text, i, end, bits)) return 0
    return at
  }

  const self = {
    size: 0,
    cells: records.numbers,
    find(text: Uint16Array, start: number, end: number, isPlain: boolean) {
      const bits = isPlain ? SMALL : 0
      let hash = 0x811c9dc5 | 0 // FNV-1a, over UTF-16 units, with its bits stirred once more
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ (text[i]! | bits), 0x01000193)
      hash ^= hash >>> 15
      for (let slot = slotOf(slots, hash); slots[slot] !== 0; slot = slotAfter(slots, slot)) {
        if (slots[slot + 1] !== hash) continue
        const notes = notesIn(slots[slot]!, text, start, end, bits)
        if (notes > 0) return notes
      }
      Object.assign(unknown, { text, start, end, bits, hash })
      return 0
    },
    note(numbers: ArrayLike<number>) {
      const { text, start, end, bits, hash } = unknown
      slots = withEntry(slots, records.length, hash, ++self.size)
      push(records, end - start)
      for (let i = start; i < end; i += 2) push(records, pair(text, i, end, bits))
      const notes = records.length
      for (let i = 0; i < numbers.length; i++) push(records, numbers[i]!)
      self.cells = records.numbers
      return notes
    },
  }
  return self
}

/** Two units as one number; behind the last one is 0. */
function pair(text: Uint16Array, at: number, end: number, bits: number): number {
  const second = at + 1 < end ? text[at + 1]! | bits : 0
  return ((second << 16) | text[at]! | bits) >>> 0
}
