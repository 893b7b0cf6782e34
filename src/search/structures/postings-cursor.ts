import { bitsIn } from './bitmap.ts'
import { endOfPositions, readPositions } from './positions.ts'
import { commonRow, STRETCH_WORDS, WINDOW_WORDS, windowsOf, type Postings } from './postings.ts'

/** Walks one term's postings by rising document numbers. */
export interface PostingCursor {
  /** Goes to the first posting at or after `document` and returns its document, or Infinity when there is none. */
  seek(document: number): number
  /** Of the posting that `seek` found. */
  impact(): number
  /** The positions of the posting that `seek` found, ascending. Costs least when asked for rising documents. */
  positions(): number[]
}

export function postingCursor(postings: Postings, term: number): PostingCursor {
  const row = commonRow(postings.common, term)
  return row < 0 ? rareCursor(postings, term) : commonCursor(postings, row)
}

function rareCursor(postings: Postings, term: number): PostingCursor {
  const { termBlocks, blockFirst, blockStart, blockPositions, distances } = postings
  const lastBlock = termBlocks[term + 1]!
  const reader = positionReader(postings.positions)
  let block = termBlocks[term]!
  let index = blockStart[block]!

  return {
    seek(document) {
      if (block >= lastBlock) return Infinity
      while (block + 1 < lastBlock && blockFirst[block + 1]! <= document) {
        block++
        index = blockStart[block]!
      }
      const wanted = document - blockFirst[block]!
      const end = blockStart[block + 1]!
      while (index < end && distances[index]! < wanted) index++
      if (index < end) return blockFirst[block]! + distances[index]!
      index = blockStart[++block]! // its first document is beyond, or there is none
      return block < lastBlock ? blockFirst[block]! : Infinity
    },
    impact: () => postings.impacts[index]!,
    positions: () => reader(blockStart[block]!, blockPositions[block]!, index),
  }
}

function commonCursor({ common, positions }: Postings, row: number): PostingCursor {
  const { documents, starts, positionStarts, impacts } = common
  const windows = windowsOf(common)
  const firstWord = row * windows * WINDOW_WORDS
  const lastWord = firstWord + windows * WINDOW_WORDS
  const reader = positionReader(positions)
  let word = firstWord // of the posting at hand
  let index = starts[row * windows]! // of the first posting in that word
  let bit = 0

  /** Counts postings from the start of the window, or from where the cursor is in the same one. */
  function moveTo(target: number) {
    const window = Math.floor((target - firstWord) / WINDOW_WORDS)
    const start = firstWord + window * WINDOW_WORDS
    if (word < start) {
      word = start
      index = starts[row * windows + window]!
    }
    while (word < target) index += bitsIn(documents[word++]!)
  }

  return {
    seek(document) {
      let target = firstWord + (document >>> 5)
      if (target >= lastWord) return Infinity
      let bits = documents[target]! & (0xffffffff << (document & 31))
      while (bits === 0) {
        if (++target >= lastWord) return Infinity
        bits = documents[target]!
      }
      moveTo(target)
      bit = 31 - Math.clz32(bits & -bits)
      return ((target - firstWord) << 5) + bit
    },
    impact: () => impacts[index + bitsIn(documents[word]! & ((1 << bit) - 1))]!,
    positions() {
      const stretch = Math.floor(word / STRETCH_WORDS)
      let first = index
      for (let at = stretch * STRETCH_WORDS; at < word; at++) first -= bitsIn(documents[at]!)
      const posting = index + bitsIn(documents[word]! & ((1 << bit) - 1))
      return reader(first, positionStarts[stretch]!, posting)
    },
  }
}

/**
 * Reads the positions of a posting, given a posting before it and where that one's start. Remembers where it was, as
 * postings are mostly asked for in order.
 */
function positionReader(bytes: Uint8Array) {
  let posting = 0
  let at = -1
  return (first: number, firstAt: number, wanted: number): number[] => {
    if (at < 0 || wanted < posting || first > posting) {
      posting = first
      at = firstAt
    }
    for (; posting < wanted; posting++) at = endOfPositions(bytes, at)
    return readPositions(bytes, at)
  }
}
