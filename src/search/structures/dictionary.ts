import { growing, makeRoom, push } from './growing.ts'
import { hashSlots, slotAfter, slotOf, withEntry } from './hash-slots.ts'
import { sortByBytes } from './sort-by-bytes.ts'
import { picked, type Vocabulary } from './vocabulary.ts'

/** Distinct terms by the order in which they came, in UTF-8: half the memory and a third of the time of a map of strings. */
export interface Dictionary {
  size: number
  /** The number of a term; one that is new gets the next. */
  numberOf(term: string): number
  /** All terms or some of them in byte order, and by number the place of each. */
  vocabulary(some?: Uint32Array): { vocabulary: Vocabulary; places: Uint32Array }
}

const encoder = new TextEncoder()

export function dictionary(): Dictionary {
  let slots = hashSlots(1 << 9) // of numbers and one
  const bytes = growing(Uint8Array)
  const starts = growing(Uint32Array) // term i is bytes[starts[i]] up to bytes[starts[i + 1]]
  push(starts, 0)
  const terms = (): Vocabulary => ({ bytes: bytes.numbers, starts: starts.numbers })
  const buffer = utf8Buffer() // of the term at hand

  function isTerm(number: number, length: number): boolean {
    const from = starts.numbers[number]!
    if (starts.numbers[number + 1]! - from !== length) return false
    for (let i = 0; i < length; i++) if (bytes.numbers[from + i] !== buffer.bytes[i]) return false
    return true
  }

  function add(length: number, hash: number): number {
    const number = self.size++
    slots = withEntry(slots, number + 1, hash, self.size)
    makeRoom(bytes, length)
    for (let i = 0; i < length; i++) bytes.numbers[bytes.length++] = buffer.bytes[i]!
    push(starts, bytes.length)
    return number
  }

  const self = {
    size: 0,
    numberOf(term: string) {
      const length = buffer.write(term)
      let hash = 0x811c9dc5 | 0 // FNV-1a, with its bits stirred once more
      for (let i = 0; i < length; i++) hash = Math.imul(hash ^ buffer.bytes[i]!, 0x01000193)
      hash ^= hash >>> 15
      for (let slot = slotOf(slots, hash); slots[slot] !== 0; slot = slotAfter(slots, slot))
        if (slots[slot + 1] === hash && isTerm(slots[slot]! - 1, length)) return slots[slot]! - 1
      return add(length, hash)
    },
    vocabulary(some = Uint32Array.from({ length: self.size }, (_, number) => number)) {
      const sorted = some.slice()
      sortByBytes(sorted, terms())
      const places = new Uint32Array(self.size)
      for (const [place, number] of sorted.entries()) places[number] = place
      return { vocabulary: picked(terms(), sorted), places }
    },
  }
  return self
}

const MOST_BYTES_A_UNIT = 3 // of UTF-8, for one unit of UTF-16

function utf8Buffer() {
  const self = {
    bytes: new Uint8Array(256),
    /** Begins anew with this text; returns how many bytes it takes. */
    write(text: string): number {
      if (self.bytes.length < MOST_BYTES_A_UNIT * text.length)
        self.bytes = new Uint8Array(MOST_BYTES_A_UNIT * text.length)
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        if (unit > 127) return encoder.encodeInto(text, self.bytes).written
        self.bytes[i] = unit
      }
      return text.length
    },
  }
  return self
}
