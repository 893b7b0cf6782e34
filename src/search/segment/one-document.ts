import { FIELDS } from '../document.ts'

/** The occurrences of the document at hand, by slot: a slot is a term's place among the terms of the document. */
export interface OneDocument {
  slots: number
  terms: Uint32Array // by slot
  /** In the field at hand; positions ascend. */
  occur(term: number, position: number): void
  /** Each field ends once, in the order of `FIELDS`. */
  endField(): void
  /** Looks at a slot: `counts` are then its occurrences by field, and the first of `positions`, as many as are returned, its positions. */
  look(slot: number): number
  counts: Uint16Array
  positions: Uint32Array
  clear(): void
}

const MOST_COUNTED = 65_535 // occurrences in one field; counts are 16 bits wide

/** Reused for one document after the other, since making its arrays anew would cost more than filling them. */
export function oneDocument(): OneDocument {
  let slotOfTerm = new Int32Array(1 << 16).fill(-1)
  let first = new Uint32Array(1 << 10) // occurrence of each slot
  let last = new Uint32Array(1 << 10)
  let next = new Uint32Array(1 << 12) // of each occurrence: the next one in its slot
  let positionOf = new Uint32Array(1 << 12)
  let occurrences = 0
  const fieldEnds = new Uint32Array(FIELDS.length) // how many occurrences there were up to its end
  let field = 0

  const self = {
    slots: 0,
    terms: new Uint32Array(1 << 10),
    counts: new Uint16Array(FIELDS.length),
    positions: new Uint32Array(1 << 12),
    occur(term: number, position: number) {
      if (term >= slotOfTerm.length) slotOfTerm = withRoomFor(slotOfTerm, term)
      if (occurrences === next.length) makeRoom()
      let slot = slotOfTerm[term]!
      if (slot < 0) slot = open(term)
      else next[last[slot]!] = occurrences
      last[slot] = occurrences
      positionOf[occurrences++] = position
    },
    endField() {
      fieldEnds[field++] = occurrences
    },
    look(slot: number) {
      const { counts, positions } = self
      counts.fill(0)
      const end = last[slot]!
      let length = 0
      let of = 0 // the field
      for (let at = first[slot]!; ; at = next[at]!) {
        while (at >= fieldEnds[of]!) of++
        if (counts[of]! < MOST_COUNTED) {
          counts[of]!++
          positions[length++] = positionOf[at]!
        }
        if (at === end) return length
      }
    },
    clear() {
      for (let slot = 0; slot < self.slots; slot++) slotOfTerm[self.terms[slot]!] = -1
      self.slots = 0
      occurrences = 0
      field = 0
    },
  }

  function open(term: number): number {
    const slot = self.slots++
    if (slot === first.length) {
      self.terms = doubled(self.terms)
      first = doubled(first)
      last = doubled(last)
    }
    self.terms[slot] = term
    first[slot] = occurrences
    slotOfTerm[term] = slot
    return slot
  }

  function makeRoom() {
    next = doubled(next)
    positionOf = doubled(positionOf)
    self.positions = doubled(self.positions)
  }
  return self
}

function doubled(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * from.length)
  larger.set(from)
  return larger
}

function withRoomFor(slots: Int32Array<ArrayBuffer>, term: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(slots.length * 2, term + 1)).fill(-1)
  larger.set(slots)
  return larger
}
