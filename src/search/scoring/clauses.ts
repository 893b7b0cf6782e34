import {
  commonRow,
  GROUPS,
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

/** A common term of the query, window by window. */
interface CommonClause {
  weight: number
  most: Float64Array // that it can add to a document of the window; 0 where it does not occur
  bits: number // where its bitmap begins in the kernel's memory, and so on
  maxima: number
  impacts: number
  starts: Uint32Array // impacts before each window
}

/** A rare term of the query, window by window. */
interface RareClause {
  weight: number
  most: Float64Array
  firstBlocks: Uint32Array // that reach into the window
  lastBlock: number
}

/** The terms of a query in one segment: the common ones by falling weight, the rare ones by rising weight, as the kernel wants them. */
export interface Clauses {
  commons: CommonClause[]
  rares: RareClause[]
}

export function clausesOf(postings: Postings, documents: number, terms: WeightedTerm[]): Clauses {
  const clauses: Clauses = { commons: [], rares: [] }
  for (const { term, weight } of terms.toSorted((a, b) => a.weight - b.weight)) {
    const row = commonRow(postings.common, term)
    if (row < 0) clauses.rares.push(rareClause(postings, documents, term, weight))
    else clauses.commons.push(commonClause(postings, row, weight))
  }
  clauses.commons.reverse()
  return clauses
}

function commonClause({ common }: Postings, row: number, weight: number): CommonClause {
  const { documents, starts, max, groupMax, impacts } = common
  const windows = windowsOf(common)
  const first = row * windows
  const most = new Float64Array(windows)
  for (let window = 0; window < windows; window++) most[window] = weight * max[first + window]!
  return {
    weight,
    most,
    bits: documents.byteOffset + 4 * WINDOW_WORDS * first,
    maxima: groupMax.byteOffset + GROUPS * first,
    impacts: impacts.byteOffset,
    starts: starts.subarray(first, first + windows),
  }
}

const FEW_BLOCKS = 16 // a list this short is read to know exactly what it can add where; 2,000 postings, some 3 µs

function rareClause(
  { termBlocks, blockFirst, blockStart, blockMax, distances, impacts }: Postings,
  documents: number,
  term: number,
  weight: number,
): RareClause {
  const windows = Math.ceil(documents / WINDOW)
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
  return { weight, most, firstBlocks, lastBlock }
}
