import { FIELDS } from '../document.ts'
import { impact } from '../scoring/bm25f.ts'
import { IMPACT_BITS, type Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import { byteWriter, writeVarint } from '../structures/varint.ts'

/**
 * Gathers the occurrences of one document after another and turns all of them into postings at the end. Terms are
 * numbers in order of first appearance.
 */
export function termLog() {
  const log = growingLog()
  const positions = byteWriter(1 << 20)
  let slotOfTerm = new Int32Array(1 << 16).fill(-1)
  // of the document at hand: its terms by slot, and its occurrences in order
  let termOfSlot = new Uint32Array(1 << 10)
  let counts = new Uint16Array(FIELDS.length << 10)
  let occurrences = new Uint32Array(1 << 11)
  let slots = 0
  let slotOf = new Uint32Array(1 << 12)
  let placeOf = new Uint32Array(1 << 12)
  let places = 0

  function openSlot(term: number): number {
    if (slots === termOfSlot.length) {
      termOfSlot = widened(termOfSlot, new Uint32Array(2 * slots))
      counts = widened(counts, new Uint16Array(2 * counts.length))
      occurrences = widened(occurrences, new Uint32Array(2 * occurrences.length))
    }
    termOfSlot[slots] = term
    counts.fill(0, slots * FIELDS.length, (slots + 1) * FIELDS.length)
    occurrences[slots + 1] = 0
    slotOfTerm[term] = slots
    return slots++
  }

  function writePositions(from: number, to: number, sorted: Uint32Array) {
    let before = 0
    for (let i = from; i < to; i++) {
      writeVarint(positions, ((sorted[i]! - before) << 1) | (i + 1 < to ? 1 : 0))
      before = sorted[i]!
    }
  }

  return {
    /** A term at a position of a field of the document at hand. Fields come in order, positions ascend. */
    occur(term: number, field: number, position: number) {
      if (term >= slotOfTerm.length) slotOfTerm = grown(slotOfTerm, term)
      let slot = slotOfTerm[term]!
      if (slot < 0) slot = openSlot(term)
      const at = slot * FIELDS.length + field
      if (counts[at]! === 65_535) return
      counts[at]!++
      occurrences[slot + 1]!++
      if (places === placeOf.length) {
        slotOf = widened(slotOf, new Uint32Array(2 * places))
        placeOf = widened(placeOf, new Uint32Array(2 * places))
      }
      slotOf[places] = slot
      placeOf[places++] = position
    },

    endDocument(document: number, worth: ArrayLike<number>, k1: number) {
      occurrences[0] = 0
      for (let slot = 0; slot < slots; slot++) occurrences[slot + 1]! += occurrences[slot]!
      const sorted = new Uint32Array(places)
      for (let i = places - 1; i >= 0; i--) sorted[--occurrences[slotOf[i]! + 1]!] = placeOf[i]!
      // now occurrences[slot + 1] is where the slot starts, and ends where the next one starts
      for (let slot = 0; slot < slots; slot++) {
        const at = slot * FIELDS.length
        let mask = 0
        for (let field = 0; field < FIELDS.length; field++) if (counts[at + field]! > 0) mask |= 1 << field
        const value = (mask << IMPACT_BITS) | impact(counts, at, worth, k1)
        log.push(termOfSlot[slot]!, document, value, positions.length)
        writePositions(occurrences[slot + 1]!, slot + 1 < slots ? occurrences[slot + 2]! : places, sorted)
        slotOfTerm[termOfSlot[slot]!] = -1
      }
      slots = 0
      places = 0
    },

    /** `rank` gives each term its place in the finished vocabulary. */
    finish(rank: Uint32Array): Postings {
      return sortedByTerm(log.columns(positions.length), rank, positions.bytes)
    },
  }
}

interface LogColumns {
  length: number
  terms: Uint32Array
  documents: Uint32Array
  values: Uint16Array
  positionStarts: Uint32Array // one more than postings
}

function sortedByTerm(log: LogColumns, rank: Uint32Array, bytes: Uint8Array): Postings {
  const starts = new Uint32Array(rank.length + 1)
  for (let i = 0; i < log.length; i++) starts[rank[log.terms[i]!]! + 1]!++
  for (let place = 0; place < rank.length; place++) starts[place + 1]! += starts[place]!
  const next = starts.slice()
  const order = new Uint32Array(log.length)
  for (let i = 0; i < log.length; i++) order[next[rank[log.terms[i]!]!]!++] = i

  const writer = postingsWriter(log.length)
  for (let place = 0; place < rank.length; place++) {
    for (let k = starts[place]!; k < starts[place + 1]!; k++) {
      const i = order[k]!
      const from = log.positionStarts[i]!
      const to = log.positionStarts[i + 1]!
      writer.add(log.documents[i]!, log.values[i]!, bytes, from, to)
    }
    writer.endTerm()
  }
  return writer.finish()
}

function growingLog() {
  let capacity = 1 << 16
  let length = 0
  let terms = new Uint32Array(capacity)
  let documents = new Uint32Array(capacity)
  let values = new Uint16Array(capacity)
  let positionStarts = new Uint32Array(capacity + 1)

  return {
    push(term: number, document: number, value: number, positionStart: number) {
      if (length === capacity) {
        capacity *= 2
        terms = widened(terms, new Uint32Array(capacity))
        documents = widened(documents, new Uint32Array(capacity))
        values = widened(values, new Uint16Array(capacity))
        positionStarts = widened(positionStarts, new Uint32Array(capacity + 1))
      }
      terms[length] = term
      documents[length] = document
      values[length] = value
      positionStarts[length++] = positionStart
    },
    columns(positionEnd: number): LogColumns {
      positionStarts[length] = positionEnd
      return { length, terms, documents, values, positionStarts }
    },
  }
}

function widened<T extends Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function grown(slots: Int32Array<ArrayBuffer>, term: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(slots.length * 2, term + 1)).fill(-1)
  larger.set(slots)
  return larger
}
