import type { Segment } from '../segment/segment.ts'
import type { Postings } from '../structures/postings.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import {
  inByteOrder,
  size,
  termAt,
  vocabularyOf,
  type Vocabulary,
} from '../structures/vocabulary.ts'

/** The postings of several segments one after the other; `numbers` gives each document its new number, -1 to leave it out. */
export function mergedPostings(
  segments: Segment[],
  numbers: Int32Array[],
): { terms: Vocabulary; postings: Postings } {
  const writer = postingsWriter(
    segments.reduce((sum, { postings }) => sum + postings.values.length, 0),
  )
  const heads = segments.map(({ terms }) => ({
    place: 0,
    term: size(terms) > 0 ? termAt(terms, 0) : null,
  }))
  const terms: string[] = []

  for (;;) {
    const next = heads.reduce<string | null>(
      (least, { term }) =>
        term !== null && (least === null || inByteOrder(term, least) < 0) ? term : least,
      null,
    )
    if (next === null) break
    let written = 0
    for (const [i, head] of heads.entries()) {
      if (head.term !== next) continue
      const { postings, terms: ofSegment } = segments[i]!
      written += copyTerm(postings, head.place, numbers[i]!, writer)
      head.place++
      head.term = head.place < size(ofSegment) ? termAt(ofSegment, head.place) : null
    }
    if (written > 0) {
      writer.endTerm()
      terms.push(next)
    }
  }
  return { terms: vocabularyOf(terms), postings: writer.finish() }
}

function copyTerm(
  { termBlocks, blockFirst, blockStart, blockPositions, distances, values, positions }: Postings,
  term: number,
  numbers: Int32Array,
  writer: ReturnType<typeof postingsWriter>,
): number {
  let written = 0
  for (let block = termBlocks[term]!; block < termBlocks[term + 1]!; block++) {
    const first = blockFirst[block]!
    let from = blockPositions[block]!
    for (let i = blockStart[block]!; i < blockStart[block + 1]!; i++) {
      const to = endOfPositions(positions, from)
      const document = numbers[first + distances[i]!]!
      if (document >= 0) {
        writer.add(document, values[i]!, positions, from, to)
        written++
      }
      from = to
    }
  }
  return written
}

/** A posting's positions end with the first varint whose lowest bit is 0; see `Postings.positions`. */
function endOfPositions(bytes: Uint8Array, from: number): number {
  let at = from
  for (let more = 1; more === 1;) {
    more = bytes[at]! & 1
    while (bytes[at]! > 127) at++
    at++
  }
  return at
}
