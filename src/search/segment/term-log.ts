import { impact } from '../scoring/bm25f.ts'
import { growing, makeRoom, push, taken, type Growing } from '../structures/growing.ts'
import { endOfPositions, writePositions } from '../structures/positions.ts'
import type { Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import type { Dictionary } from '../structures/dictionary.ts'
import { size, type Vocabulary } from '../structures/vocabulary.ts'
import { oneDocument } from './one-document.ts'

/** Postings in the order of their documents. */
interface Log {
  terms: Growing<Uint32Array>
  impacts: Growing<Uint8Array>
  positions: Growing<Uint32Array> // see `keptPositions`
  longer: Growing<Uint8Array> // positions that take more than three bytes
  ends: Growing<Uint32Array> // by document: how many postings there are up to its last
}

/**
 * Gathers the occurrences of one document after another, from 0 on, and turns all of them into postings at the end. Terms are
 * numbers of the caller's.
 */
export function termLog() {
  const log: Log = {
    terms: growing(Uint32Array),
    impacts: growing(Uint8Array),
    positions: growing(Uint32Array),
    longer: growing(Uint8Array),
    ends: growing(Uint32Array),
  }
  const document = oneDocument()

  return {
    /** A term at a position of the field at hand of the document at hand; positions ascend. */
    occur: document.occur,
    /** Each field of a document ends once, in their order. */
    endField: document.endField,

    endDocument(worth: ArrayLike<number>, k1: number) {
      const { slots, terms, counts } = document
      const first = log.terms.length
      makeRoom(log.terms, slots)
      makeRoom(log.impacts, slots)
      makeRoom(log.positions, slots)
      for (let slot = 0; slot < slots; slot++) {
        const count = document.look(slot)
        log.terms.numbers[first + slot] = terms[slot]!
        log.impacts.numbers[first + slot] = impact(counts, 0, worth, k1)
        log.positions.numbers[first + slot] = keptPositions(log.longer, document.positions, count)
      }
      log.terms.length += slots
      log.impacts.length += slots
      log.positions.length += slots
      push(log.ends, log.terms.length)
      document.clear()
    },

    /** The terms that occurred, in byte order, and their postings; `all` are those that there are numbers of. */
    finish(all: Dictionary): { terms: Vocabulary; postings: Postings } {
      const { vocabulary, places } = all.vocabulary(usedIn(log, all.size))
      return { terms: vocabulary, postings: sortedByTerm(log, size(vocabulary), places) }
    },
  }
}

const FEW = 3 // bytes

/**
 * Positions as they are written, in one number with how many bytes they are in its two highest bits; if they are more than a few, those
 * are 0 and the others tell where they are. So most postings are put in order without a look elsewhere.
 */
function keptPositions(longer: Growing<Uint8Array>, positions: Uint32Array, count: number): number {
  const from = longer.length
  writePositions(longer, positions, 0, count)
  const bytes = longer.length - from
  if (bytes > FEW) return from
  let kept = bytes << 30
  for (let i = 0; i < bytes; i++) kept |= longer.numbers[from + i]! << (8 * i)
  longer.length = from
  return kept >>> 0
}

/** The numbers that occur, ascending. */
function usedIn({ terms }: Log, numbers: number): Uint32Array {
  const isUsed = new Uint8Array(numbers)
  for (let i = 0; i < terms.length; i++) isUsed[terms.numbers[i]!] = 1
  const used = growing(Uint32Array)
  for (let number = 0; number < numbers; number++) if (isUsed[number] === 1) push(used, number)
  return taken(used)
}

/** By term number, `rank` has its place among so many. */
function sortedByTerm(log: Log, places: number, rank: Uint32Array): Postings {
  const { starts, documents, impacts, positions } = scattered(log, places, rank)
  const writer = postingsWriter(log.ends.length)
  const longer = log.longer.numbers
  const few = new Uint8Array(FEW)
  for (let place = 0; place < places; place++) {
    const end = starts[place + 1]!
    writer.beginTerm(end - starts[place]!)
    for (let i = starts[place]!; i < end; i++) {
      const kept = positions[i]!
      const bytes = kept >>> 30
      if (bytes === 0) {
        writer.add(documents[i]!, impacts[i]!, longer, kept, endOfPositions(longer, kept))
        continue
      }
      few[0] = kept
      few[1] = kept >>> 8
      few[2] = kept >>> 16
      writer.add(documents[i]!, impacts[i]!, few, 0, bytes)
    }
  }
  return writer.finish()
}

/** The postings put in the order of terms, and inside a term of documents: a counting sort. */
function scattered({ terms, impacts, positions, ends }: Log, places: number, rank: Uint32Array) {
  // prettier-ignore
  const postings = terms.length
  const starts = new Uint32Array(places + 1)
  for (let i = 0; i < postings; i++) starts[rank[terms.numbers[i]!]! + 1]!++
  for (let place = 0; place < places; place++) starts[place + 1]! += starts[place]!
  const sorted = {
    starts,
    documents: new Uint32Array(postings),
    impacts: new Uint8Array(postings),
    positions: new Uint32Array(postings),
  }
  const next = starts.slice()
  for (let document = 0, i = 0; document < ends.length; document++) {
    for (const end = ends.numbers[document]!; i < end; i++) {
      const to = next[rank[terms.numbers[i]!]!]!++
      sorted.documents[to] = document
      sorted.impacts[to] = impacts.numbers[i]!
      sorted.positions[to] = positions.numbers[i]!
    }
  }
  return sorted
}
