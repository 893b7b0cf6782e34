import { impact } from '../scoring/bm25f.ts'
import { growing, makeRoom, push, type Growing } from '../structures/growing.ts'
import { endOfPositions, writePositions } from '../structures/positions.ts'
import type { Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import { sortedByBytes } from '../structures/vocabulary.ts'
import { oneDocument } from './one-document.ts'

/** Postings in the order of their documents. */
interface Log {
  terms: Growing<Uint32Array>
  impacts: Growing<Uint8Array>
  positionStarts: Growing<Uint32Array>
  positions: Growing<Uint8Array>
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
    positionStarts: growing(Uint32Array),
    positions: growing(Uint8Array),
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
      makeRoom(log.positionStarts, slots)
      for (let slot = 0; slot < slots; slot++) {
        const count = document.look(slot)
        log.terms.numbers[first + slot] = terms[slot]!
        log.impacts.numbers[first + slot] = impact(counts, 0, worth, k1)
        log.positionStarts.numbers[first + slot] = log.positions.length
        writePositions(log.positions, document.positions, 0, count)
      }
      log.terms.length += slots
      log.impacts.length += slots
      log.positionStarts.length += slots
      push(log.ends, log.terms.length)
      document.clear()
    },

    /** The vocabulary, in byte order, and its postings; `names` are the terms by their number. */
    finish({ names, numberOf }: TermNames): { terms: string[]; postings: Postings } {
      const terms = sortedByBytes(usedIn(log, names))
      const rank = new Uint32Array(names.length)
      for (const [place, term] of terms.entries()) rank[numberOf(term)] = place
      return { terms, postings: sortedByTerm(log, terms.length, rank) }
    },
  }
}

export interface TermNames {
  names: string[] // by number
  numberOf(name: string): number
}

function usedIn({ terms }: Log, names: string[]): string[] {
  const isUsed = new Uint8Array(names.length)
  for (let i = 0; i < terms.length; i++) isUsed[terms.numbers[i]!] = 1
  return names.filter((_, number) => isUsed[number] === 1)
}

/** `rank` gives each term its place among so many. */
function sortedByTerm(log: Log, places: number, rank: Uint32Array): Postings {
  const { starts, documents, impacts, positionStarts } = scattered(log, places, rank)
  const writer = postingsWriter(log.ends.length)
  const bytes = log.positions.numbers
  for (let place = 0; place < places; place++) {
    const end = starts[place + 1]!
    writer.beginTerm(end - starts[place]!)
    for (let i = starts[place]!; i < end; i++) {
      const from = positionStarts[i]!
      writer.add(documents[i]!, impacts[i]!, bytes, from, endOfPositions(bytes, from))
    }
  }
  return writer.finish()
}

/** The postings put in the order of terms, and inside a term of documents: a counting sort. */
function scattered(
  { terms, impacts, positionStarts, ends }: Log,
  places: number,
  rank: Uint32Array,
) {
  // prettier-ignore
  const postings = terms.length
  const starts = new Uint32Array(places + 1)
  for (let i = 0; i < postings; i++) starts[rank[terms.numbers[i]!]! + 1]!++
  for (let place = 0; place < places; place++) starts[place + 1]! += starts[place]!
  const sorted = {
    starts,
    documents: new Uint32Array(postings),
    impacts: new Uint8Array(postings),
    positionStarts: new Uint32Array(postings),
  }
  const next = starts.slice()
  for (let document = 0, i = 0; document < ends.length; document++) {
    for (const end = ends.numbers[document]!; i < end; i++) {
      const to = next[rank[terms.numbers[i]!]!]!++
      sorted.documents[to] = document
      sorted.impacts[to] = impacts.numbers[i]!
      sorted.positionStarts[to] = positionStarts.numbers[i]!
    }
  }
  return sorted
}
