import {
  commonRow,
  GROUPS,
  WINDOW,
  WINDOW_WORDS,
  windowsOf,
  type Postings,
} from '../structures/postings.ts'
import { COMMON_WORDS, RARE_WORDS } from '../structures/postings-desk.ts'

/** A term of the query in one segment: its number there and its weight. */
export interface WeightedTerm {
  term: number
  weight: number
}

/** One term, window by window. */
export interface Clause {
  weight: number
  isCommon: boolean
  /** The most it can add to a document of each window; 0 where it does not occur. */
  most: Float64Array
  /** Writes what the kernel must know of it in a window where it occurs, from place `at` on, and returns the place behind. */
  describe(window: number, batch: Uint32Array, at: number): number
}

export function clauseOf(postings: Postings, documents: number, term: WeightedTerm): Clause {
  const row = commonRow(postings.common, term.term)
  return row < 0
    ? rareClause(postings, Math.ceil(documents / WINDOW), term)
    : commonClause(postings, row, term.weight)
}

function rareClause(postings: Postings, windows: number, { term, weight }: WeightedTerm): Clause {
  const lastBlock = postings.termBlocks[term + 1]!
  const { most, firstBlocks } = boundsOf(postings, windows, term, weight)
  return {
    weight,
    isCommon: false,
    most,
    describe(window, batch, at) {
      batch[at] = weight
      batch[at + 1] = most[window]!
      batch[at + 2] = firstBlocks[window]!
      batch[at + 3] = lastBlock
      return at + RARE_WORDS
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

function commonClause({ common }: Postings, row: number, weight: number): Clause {
  const { documents, starts, max, groupMax, impacts } = common
  const firstWindow = row * windowsOf(common)
  const most = new Float64Array(windowsOf(common))
  for (let window = 0; window < most.length; window++)
    most[window] = weight * max[firstWindow + window]!
  return {
    weight,
    isCommon: true,
    most,
    describe(window, batch, at) {
      batch[at] = weight
      batch[at + 1] = documents.byteOffset + 4 * (firstWindow + window) * WINDOW_WORDS
      batch[at + 2] = groupMax.byteOffset + GROUPS * (firstWindow + window)
      batch[at + 3] = impacts.byteOffset + starts[firstWindow + window]!
      return at + COMMON_WORDS // the last word is the kernel's own
    },
  }
}
