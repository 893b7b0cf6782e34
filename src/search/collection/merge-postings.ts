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
import { growing, push, taken } from '../structures/growing.ts'
import { mergedVocabulary } from '../structures/merge-vocabularies.ts'
import { picked, prefixed, size, type PrefixedVocabulary } from '../structures/vocabulary.ts'
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
  const { vocabulary, places } = mergedVocabulary(parts.map(({ segment }) => segment.terms))
  const next = new Uint32Array(parts.length) // the first term of each part that was not copied yet
  const kept = growing(Uint32Array)
  const holders: number[] = []

  for (let place = 0; place < size(vocabulary); place++) {
    holders.length = 0
    let living = 0
    for (let i = 0; i < parts.length; i++) {
      if (places[i]![next[i]!] !== place) continue
      holders.push(i)
      living += livingWith(parts[i]!, next[i]!)
    }
    if (living > 0) {
      push(kept, place)
      writer.beginTerm(living)
      for (const i of holders) copyTerm(parts[i]!.segment.postings, next[i]!, numbers[i]!, writer)
    }
    for (const i of holders) next[i]!++
  }
  return { terms: prefixed(picked(vocabulary, taken(kept))), postings: writer.finish() }
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
