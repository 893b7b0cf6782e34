import { FIELDS } from '../document.ts'
import { impact } from '../scoring/bm25f.ts'
import { IMPACT_BITS, type Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import { byteWriter, writeVarint, type ByteWriter } from '../structures/varint.ts'
import { oneDocument } from './one-document.ts'

/**
 * Gathers the occurrences of one document after another and turns all of them into postings at the end. Terms are
 * numbers in order of first appearance.
 */
export function termLog() {
  const log = growingLog()
  const positions = byteWriter(1 << 20)
  const document = oneDocument()

  return {
    /** A term at a position of a field of the document at hand. Fields come in order, positions ascend. */
    occur: document.occur,

    endDocument(number: number, worth: ArrayLike<number>, k1: number) {
      const { starts, positions: bySlot } = document.positionsBySlot()
      const { slots, terms, counts } = document
      for (let slot = 0; slot < slots; slot++) {
        const at = slot * FIELDS.length
        let mask = 0
        for (let field = 0; field < FIELDS.length; field++)
          if (counts[at + field]! > 0) mask |= 1 << field
        const value = (mask << IMPACT_BITS) | impact(counts, at, worth, k1)
        log.push(terms[slot]!, number, value, positions.length)
        writePositions(positions, bySlot, starts[slot]!, starts[slot + 1]!)
      }
      document.clear()
    },

    /** `rank` gives each term its place in the finished vocabulary. */
    finish(rank: Uint32Array): Postings {
      return sortedByTerm(log.columns(positions.length), rank, positions.bytes)
    },
  }
}

/** As `Postings.positions` describes. */
function writePositions(writer: ByteWriter, positions: Uint32Array, from: number, to: number) {
  let before = 0
  for (let i = from; i < to; i++) {
    writeVarint(writer, ((positions[i]! - before) << 1) | (i + 1 < to ? 1 : 0))
    before = positions[i]!
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
