import { VarintReader } from './varint.ts'

/**
 * Which documents hold which term, and how much of it. A posting is a document number and a value of 16 bits: a mask of
 * five flags and, below it, an impact of eleven bits. A term's postings ascend by document, in blocks of at most 128.
 *
 * A block knows its first document, its highest impact and where its positions start, so that a query can pass over it
 * without reading it. Documents are stored as their distance from the block's first, which fits in 16 bits.
 */
export interface Postings {
  termBlocks: Uint32Array // term t has blocks termBlocks[t] up to termBlocks[t + 1]
  blockFirst: Uint32Array // first document of the block
  blockStart: Uint32Array // block b has postings blockStart[b] up to blockStart[b + 1]
  blockMax: Uint16Array // highest impact in the block
  blockPositions: Uint32Array // byte in `positions` where the block's positions start
  distances: Uint16Array // document minus blockFirst
  values: Uint16Array // mask << 11 | impact
  positions: Uint8Array // for each posting the gaps between its positions, as varints: gap << 1 | whether more follow
}

export const BLOCK_SIZE = 128
export const IMPACT_BITS = 11
export const IMPACT_MASK = (1 << IMPACT_BITS) - 1

/** In how many documents the term is. */
export function frequency({ termBlocks, blockStart }: Postings, term: number): number {
  return blockStart[termBlocks[term + 1]!]! - blockStart[termBlocks[term]!]!
}

/** Walks one term's postings by rising document numbers, skipping blocks. */
export class PostingCursor {
  readonly postings: Postings
  readonly lastBlock: number // one past the term's last block
  block: number
  index: number // of the posting at hand, in [blockStart[block], blockStart[block + 1])

  constructor(postings: Postings, term: number) {
    this.postings = postings
    this.block = postings.termBlocks[term]!
    this.lastBlock = postings.termBlocks[term + 1]!
    this.index = postings.blockStart[this.block]!
  }

  /** Goes to the first posting at or after `document` and returns its document, or Infinity when there is none. */
  seek(document: number): number {
    const { blockFirst, blockStart, distances } = this.postings
    let block = this.block
    while (block + 1 < this.lastBlock && blockFirst[block + 1]! <= document) block++
    if (block !== this.block) {
      this.block = block
      this.index = blockStart[block]!
    }
    if (block >= this.lastBlock) return Infinity

    const wanted = document - blockFirst[block]!
    const end = blockStart[block + 1]!
    let index = this.index
    while (index < end && distances[index]! < wanted) index++
    this.index = index
    if (index < end) return blockFirst[block]! + distances[index]!

    if (block + 1 >= this.lastBlock) return Infinity
    this.block = block + 1
    this.index = blockStart[block + 1]!
    return blockFirst[block + 1]!
  }

  /** The value of the posting that `seek` found. */
  get value(): number {
    return this.postings.values[this.index]!
  }

  /** The positions of the posting that `seek` found, ascending. */
  positions(): number[] {
    const { blockPositions, blockStart, positions } = this.postings
    const reader = new VarintReader(positions, blockPositions[this.block]!)
    for (let skip = this.index - blockStart[this.block]!; skip > 0;)
      if ((reader.next() & 1) === 0) skip--
    const found: number[] = []
    let position = 0
    for (let more = 1; more === 1;) {
      const gap = reader.next()
      more = gap & 1
      found.push((position += gap >>> 1))
    }
    return found
  }
}
