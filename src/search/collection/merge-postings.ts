import { endOfPositions } from '../structures/positions.ts'
import {
  commonRow,
  frequency,
  STRETCH_WORDS,
  WINDOW_WORDS,
  windowsOf,
  type Postings,
} from '../structures/postings.ts'
import { postingsWriter, type PostingsWriter } from '../structures/postings-writer.ts'
import {
  inByteOrder,
  prefixed,
  size,
  termAt,
  vocabularyOf,
  type PrefixedVocabulary,
} from '../structures/vocabulary.ts'
import type { Part } from './collection.ts'

/**
 * The postings of several parts one after the other; `numbers` gives each document its new number, -1 to leave it out, and
 * `documents` is how many stay.
 */
export function mergedPostings(
  parts: Part[],
  numbers: Int32Array[],
  documents: number,
): { terms: PrefixedVocabulary; postings: Postings } {
  const writer = postingsWriter(documents)
  const heads = parts.map(({ segment: { terms } }) => ({
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
    const holders = heads.flatMap((head, i) => (head.term === next ? [i] : []))
    const living = holders.reduce((sum, i) => sum + livingWith(parts[i]!, heads[i]!.place), 0)
    if (living > 0) {
      terms.push(next)
      writer.beginTerm(living)
      for (const i of holders)
        copyTerm(parts[i]!.segment.postings, heads[i]!.place, numbers[i]!, writer)
    }
    for (const i of holders) {
      const head = heads[i]!
      const ofSegment = parts[i]!.segment.terms
      head.place++
      head.term = head.place < size(ofSegment) ? termAt(ofSegment, head.place) : null
    }
  }
  return { terms: prefixed(vocabularyOf(terms)), postings: writer.finish() }
}

function livingWith({ segment, dead }: Part, term: number): number {
  return frequency(segment.postings, term) - (dead.get(term) ?? 0)
}

function copyTerm(postings: Postings, term: number, numbers: Int32Array, writer: PostingsWriter) {
  const row = commonRow(postings.common, term)
  if (row < 0) copyRare(postings, term, numbers, writer)
  else copyCommon(postings, row, numbers, writer)
}

function copyRare(
  { termBlocks, blockFirst, blockStart, blockPositions, distances, impacts, positions }: Postings,
  term: number,
  numbers: Int32Array,
  writer: PostingsWriter,
) {
  for (let block = termBlocks[term]!; block < termBlocks[term + 1]!; block++) {
    const first = blockFirst[block]!
    let from = blockPositions[block]!
    for (let i = blockStart[block]!; i < blockStart[block + 1]!; i++) {
      const to = endOfPositions(positions, from)
      const document = numbers[first + distances[i]!]!
      if (document >= 0) writer.add(document, impacts[i]!, positions, from, to)
      from = to
    }
  }
}

function copyCommon(
  { common, positions }: Postings,
  row: number,
  numbers: Int32Array,
  writer: PostingsWriter,
) {
  const windows = windowsOf(common)
  const firstWord = row * windows * WINDOW_WORDS
  let i = common.starts[row * windows]!
  let from = common.positionStarts[firstWord / STRETCH_WORDS]!
  for (let word = 0; word < windows * WINDOW_WORDS; word++) {
    let bits = common.documents[firstWord + word]!
    for (; bits !== 0; bits &= bits - 1) {
      const to = endOfPositions(positions, from)
      const document = numbers[(word << 5) + (31 - Math.clz32(bits & -bits))]!
      if (document >= 0) writer.add(document, common.impacts[i]!, positions, from, to)
      from = to
      i++
    }
  }
}
