import { bitsIn } from '../structures/bitmap.ts'
import {
  commonRow,
  WINDOW,
  WINDOW_WORDS,
  windowsOf,
  type Postings,
} from '../structures/postings.ts'

/** A term of the query in one segment: its number there and its weight. */
export interface WeightedTerm {
  term: number
  weight: number
}

/** The scores of a window's documents while its terms are added up. */
export interface Scores {
  sums: Float64Array // by distance from the window's start; whole numbers, more than 32 bits of them when words repeat
  touched: Uint32Array // bitmap of the sums that are in use
  candidates: Uint16Array // distances of those that can still get in, ascending
}

/** One term, window by window. */
export interface Clause {
  /** The most it can add to a document of each window; 0 where it does not occur. */
  most: Float64Array
  /** Adds it to all documents of the window. */
  addTo(scores: Scores, window: number): void
  /** Adds it to the first `count` candidates. */
  addToCandidates(scores: Scores, window: number, count: number): void
}

export function clauseOf(postings: Postings, documents: number, term: WeightedTerm): Clause {
  const row = commonRow(postings.common, term.term)
  return row < 0
    ? rareClause(postings, Math.ceil(documents / WINDOW), term)
    : commonClause(postings, row, term.weight)
}

function rareClause(postings: Postings, windows: number, { term, weight }: WeightedTerm): Clause {
  const { blockFirst, blockStart, distances, impacts } = postings
  const lastBlock = postings.termBlocks[term + 1]!
  const { most, firstBlocks } = boundsOf(postings, windows, term, weight)

  return {
    most,
    addTo({ sums, touched }, window) {
      const start = window * WINDOW
      const end = start + WINDOW
      for (
        let block = firstBlocks[window]!;
        block < lastBlock && blockFirst[block]! < end;
        block++
      ) {
        const offset = blockFirst[block]! - start
        const last = blockStart[block + 1]!
        for (
          let i =
            offset < 0
              ? firstFrom(distances, blockStart[block]!, last, -offset)
              : blockStart[block]!;
          i < last;
          i++
        ) {
          const at = offset + distances[i]!
          if (at >= WINDOW) return
          sums[at]! += weight * impacts[i]!
          touched[at >>> 5]! |= 1 << (at & 31)
        }
      }
    },
    addToCandidates({ sums, candidates }, window, count) {
      const start = window * WINDOW
      let block = firstBlocks[window]!
      let index = blockStart[block]!
      for (let c = 0; c < count; c++) {
        const document = start + candidates[c]!
        if (block + 1 < lastBlock && blockFirst[block + 1]! <= document) {
          do block++
          while (block + 1 < lastBlock && blockFirst[block + 1]! <= document)
          index = blockStart[block]!
        }
        const wanted = document - blockFirst[block]!
        const end = blockStart[block + 1]!
        index = firstFrom(distances, index, end, wanted)
        if (index < end && distances[index] === wanted)
          sums[candidates[c]!]! += weight * impacts[index]!
      }
    },
  }
}

const FEW_BLOCKS = 16 // a list this short is read to know exactly what it can add where; 2,000 postings, some 3 µs

/** The most a rare term can add to each window, and the first block that reaches into it. */
function boundsOf(
  { termBlocks, blockFirst, blockStart, blockMax, distances, impacts }: Postings,
  windows: number,
  term: number,
  weight: number,
) {
  const most = new Float64Array(windows)
  const firstBlocks = new Uint32Array(windows)
  const [firstBlock, lastBlock] = [termBlocks[term]!, termBlocks[term + 1]!]
  const isExact = lastBlock - firstBlock <= FEW_BLOCKS
  for (let block = lastBlock - 1; block >= firstBlock; block--) {
    const first = blockFirst[block]!
    const [from, end] = [blockStart[block]!, blockStart[block + 1]!]
    const lastWindow = Math.floor((first + distances[end - 1]!) / WINDOW)
    for (let window = Math.floor(first / WINDOW); window <= lastWindow; window++) {
      firstBlocks[window] = block
      if (!isExact) most[window] = Math.max(most[window]!, weight * blockMax[block]!)
    }
    if (!isExact) continue
    for (let i = from; i < end; i++) {
      const window = Math.floor((first + distances[i]!) / WINDOW)
      if (weight * impacts[i]! > most[window]!) most[window] = weight * impacts[i]!
    }
  }
  return { most, firstBlocks }
}

/** The first place in [from, end) that holds at least `least`, or `end`. */
function firstFrom(ascending: Uint16Array, from: number, end: number, least: number): number {
  let at = from
  for (let step = 1; at + step < end && ascending[at + step]! < least; step *= 2) at += step
  while (at < end && ascending[at]! < least) at++
  return at
}

function commonClause({ common }: Postings, row: number, weight: number): Clause {
  const { documents, starts, max, impacts } = common
  const firstWindow = row * windowsOf(common)
  const most = new Float64Array(windowsOf(common))
  for (let window = 0; window < most.length; window++)
    most[window] = weight * max[firstWindow + window]!
  return {
    most,
    addTo({ sums, touched }, window) {
      const from = (firstWindow + window) * WINDOW_WORDS
      let index = starts[firstWindow + window]!
      for (let word = 0; word < WINDOW_WORDS; word++) {
        let bits = documents[from + word]!
        touched[word]! |= bits
        while (bits !== 0) {
          const lowest = bits & -bits
          bits ^= lowest
          sums[(word << 5) + (31 - Math.clz32(lowest))]! += weight * impacts[index++]!
        }
      }
    },
    addToCandidates({ sums, candidates }, window, count) {
      const from = (firstWindow + window) * WINDOW_WORDS
      let index = starts[firstWindow + window]! // of the first posting in `word`
      let word = 0
      for (let c = 0; c < count; c++) {
        const at = candidates[c]!
        for (; word < at >>> 5; word++) index += bitsIn(documents[from + word]!)
        const bits = documents[from + word]!
        const bit = 1 << (at & 31)
        if ((bits & bit) !== 0) sums[at]! += weight * impacts[index + bitsIn(bits & (bit - 1))]!
      }
    },
  }
}
