import { FIELDS } from '../document.ts'
import { impact } from '../scoring/bm25f.ts'
import { growing, push, type Growing } from '../structures/growing.ts'
import { writePositions } from '../structures/positions.ts'
import type { Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import { sortedByBytes } from '../structures/vocabulary.ts'
import { oneDocument } from './one-document.ts'

interface Log {
  terms: Growing<Uint32Array>
  documents: Growing<Uint32Array>
  impacts: Growing<Uint8Array>
  positionStarts: Growing<Uint32Array> // one more than postings
  positions: Growing<Uint8Array>
}

/**
 * Gathers the occurrences of one document after another and turns all of them into postings at the end. Terms are
 * numbers of the caller's.
 */
export function termLog() {
  const log: Log = {
    terms: growing(Uint32Array),
    documents: growing(Uint32Array),
    impacts: growing(Uint8Array),
    positionStarts: growing(Uint32Array),
    positions: growing(Uint8Array),
  }
  const document = oneDocument()

  return {
    /** A term at a position of a field of the document at hand. Fields come in order, positions ascend. */
    occur: document.occur,

    endDocument(number: number, worth: ArrayLike<number>, k1: number) {
      const { starts, positions } = document.positionsBySlot()
      const { slots, terms, counts } = document
      for (let slot = 0; slot < slots; slot++) {
        push(log.terms, terms[slot]!)
        push(log.documents, number)
        push(log.impacts, impact(counts, slot * FIELDS.length, worth, k1))
        push(log.positionStarts, log.positions.length)
        writePositions(log.positions, positions, starts[slot]!, starts[slot + 1]!)
      }
      document.clear()
    },

    /** The vocabulary, in byte order, and its postings; `names` are the terms by their number. */
    finish(documents: number, names: string[]): { terms: string[]; postings: Postings } {
      push(log.positionStarts, log.positions.length)
      const used = numbersIn(log, names.length)
      const terms = sortedByBytes(used.map((number) => names[number]!))
      const numbers = new Map(used.map((number) => [names[number]!, number]))
      const rank = new Uint32Array(names.length)
      for (const [place, term] of terms.entries()) rank[numbers.get(term)!] = place
      return { terms, postings: sortedByTerm(log, documents, terms.length, rank) }
    },
  }
}

function numbersIn({ terms }: Log, names: number): number[] {
  const isUsed = new Uint8Array(names)
  const used: number[] = []
  for (let i = 0; i < terms.length; i++) {
    const number = terms.numbers[i]!
    if (isUsed[number] === 1) continue
    isUsed[number] = 1
    used.push(number)
  }
  return used
}

/** `rank` gives each term its place among so many. */
function sortedByTerm(log: Log, documents: number, places: number, rank: Uint32Array): Postings {
  const postings = log.terms.length
  const terms = log.terms.numbers
  const starts = new Uint32Array(places + 1)
  for (let i = 0; i < postings; i++) starts[rank[terms[i]!]! + 1]!++
  for (let place = 0; place < places; place++) starts[place + 1]! += starts[place]!
  const next = starts.slice()
  const order = new Uint32Array(postings)
  for (let i = 0; i < postings; i++) order[next[rank[terms[i]!]!]!++] = i

  const writer = postingsWriter(documents)
  const [ofDocument, impacts] = [log.documents.numbers, log.impacts.numbers]
  const [positionStarts, bytes] = [log.positionStarts.numbers, log.positions.numbers]
  for (let place = 0; place < places; place++) {
    writer.beginTerm(starts[place + 1]! - starts[place]!)
    for (let k = starts[place]!; k < starts[place + 1]!; k++) {
      const i = order[k]!
      writer.add(ofDocument[i]!, impacts[i]!, bytes, positionStarts[i]!, positionStarts[i + 1]!)
    }
  }
  return writer.finish()
}
