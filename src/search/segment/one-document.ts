import { FIELDS } from '../document.ts'

/** The occurrences of the document at hand, by slot: a slot is a term's place among the terms of the document. */
export interface OneDocument {
  slots: number
  terms: Uint32Array // by slot
  counts: Uint16Array // by slot and field
  occur(term: number, field: number, position: number): void
  /** Positions slot after slot: those of slot i are positions[starts[i]] up to positions[starts[i + 1]]. */
  positionsBySlot(): { starts: Uint32Array; positions: Uint32Array }
  clear(): void
}

const MOST_COUNTED = 65_535 // occurrences in one field; counts are 16 bits wide

/** Reused for one document after the other, since making its arrays anew would cost more than filling them. */
export function oneDocument(): OneDocument {
  let slotOfTerm = new Int32Array(1 << 16).fill(-1)
  let slotOf = new Uint32Array(1 << 12) // of each occurrence, in order
  let positionOf = new Uint32Array(1 << 12)
  let occurrences = 0

  const self = {
    slots: 0,
    terms: new Uint32Array(1 << 10),
    counts: new Uint16Array(FIELDS.length << 10),
    occur(term: number, field: number, position: number) {
      if (term >= slotOfTerm.length) slotOfTerm = withRoomFor(slotOfTerm, term)
      let slot = slotOfTerm[term]!
      if (slot < 0) slot = open(term)
      const at = slot * FIELDS.length + field
      if (self.counts[at] === MOST_COUNTED) return
      self.counts[at]!++
      if (occurrences === slotOf.length) {
        slotOf = doubled(slotOf, new Uint32Array(2 * occurrences))
        positionOf = doubled(positionOf, new Uint32Array(2 * occurrences))
      }
      slotOf[occurrences] = slot
      positionOf[occurrences++] = position
    },
    positionsBySlot() {
      const starts = new Uint32Array(self.slots + 1)
      for (let i = 0; i < occurrences; i++) starts[slotOf[i]! + 1]!++
      for (let slot = 0; slot < self.slots; slot++) starts[slot + 1]! += starts[slot]!
      const next = starts.slice()
      const positions = new Uint32Array(occurrences)
      for (let i = 0; i < occurrences; i++) positions[next[slotOf[i]!]!++] = positionOf[i]!
      return { starts, positions }
    },
    clear() {
      for (let slot = 0; slot < self.slots; slot++) slotOfTerm[self.terms[slot]!] = -1
      self.slots = 0
      occurrences = 0
    },
  }

  function open(term: number): number {
    const slot = self.slots++
    if (slot === self.terms.length) {
      self.terms = doubled(self.terms, new Uint32Array(2 * slot))
      self.counts = doubled(self.counts, new Uint16Array(2 * self.counts.length))
    }
    self.terms[slot] = term
    const at = slot * FIELDS.length
    for (let field = 0; field < FIELDS.length; field++) self.counts[at + field] = 0
    slotOfTerm[term] = slot
    return slot
  }
  return self
}

function doubled<T extends Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function withRoomFor(slots: Int32Array<ArrayBuffer>, term: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(slots.length * 2, term + 1)).fill(-1)
  larger.set(slots)
  return larger
}
