import type { Bitmap } from './bitmap.ts'

/** Documents are searched in windows of so many: their scores fit in half of a core's first cache, and a bitmap of them in 64 words. */
export const WINDOW = 2048
export const WINDOW_WORDS = WINDOW / 32

/** Where common terms are weak is known for groups of 64 documents, of which a window has so many. */
export const GROUPS = WINDOW / 64

/** Where the positions of a common term are is known for stretches of so many words, as finding them means to read all before. */
export const STRETCH_WORDS = WINDOW_WORDS / 4

/** A term that one document in so many has is common: its documents are a bitmap, which then takes less than a list would. */
export const COMMON_SHARE = 16

/** What impacts are counted in: a term that fills a whole field of its own approaches 255. Eight bits. */
export const HIGHEST_IMPACT = 255

/**
 * Which documents hold which term, and how strongly each speaks of it: an impact from 1 to 255. Terms are numbers.
 *
 * The documents of a rare term ascend in blocks of at most 128, each as its distance from the block's first. Those of a
 * common term are a bitmap. Blocks and windows know their highest impact, so that a query can pass over them unread, and
 * where their positions start.
 */
export interface Postings {
  memory: WebAssembly.Memory | null // of a kernel; all arrays lie in it, and what threads work with at its end: see `postings-desk.ts`
  termBlocks: Uint32Array // term t has blocks termBlocks[t] up to termBlocks[t + 1]; common ones have none
  blockFirst: Uint32Array // first document of the block
  blockStart: Uint32Array // block b has postings blockStart[b] up to blockStart[b + 1]
  blockMax: Uint8Array // highest impact in the block
  blockPositions: Uint32Array // byte in `positions` where the block's positions start
  distances: Uint16Array // document minus blockFirst
  impacts: Uint8Array
  common: CommonPostings
  positions: Uint8Array // of one posting after the other, as `positions.ts` writes them
}

/** Common term number c, in ascending order of terms, has row c of all arrays: one entry for each window, or stretch of one. */
interface CommonPostings {
  terms: Uint32Array
  documents: Bitmap // whole windows
  starts: Uint32Array // first posting of the window; one more at the very end
  max: Uint8Array // highest impact in the window
  groupMax: Uint8Array // highest impact in each group of the window
  positionStarts: Uint32Array // byte in `positions` of the stretch
  impacts: Uint8Array
}

/**
 * Whether postings of so many documents lie in the memory of a kernel. Those of less than a window do not: every saved paper makes some,
 * they are read in no time, and a memory takes 10 GB of addresses until garbage was collected in each thread that has met it.
 */
export function isForKernel(documents: number): boolean {
  return documents >= WINDOW
}

export const BLOCK_SIZE = 128

/** The row of a term among the common ones, or -1. */
export function commonRow({ terms }: CommonPostings, term: number): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (terms[middle]! < term) low = middle + 1
    else high = middle
  }
  return terms[low] === term ? low : -1
}

/** How many windows a row of the common terms has. */
export function windowsOf({ terms, max }: CommonPostings): number {
  return terms.length === 0 ? 0 : max.length / terms.length
}

/** In how many documents the term is. */
export function frequency({ termBlocks, blockStart, common }: Postings, term: number): number {
  const [first, last] = [termBlocks[term]!, termBlocks[term + 1]!]
  if (first < last) return blockStart[last]! - blockStart[first]!
  const row = commonRow(common, term)
  const windows = windowsOf(common)
  return row < 0 ? 0 : common.starts[(row + 1) * windows]! - common.starts[row * windows]!
}

/** Adds every document of a term to a bitmap. */
export function addDocuments(postings: Postings, term: number, bits: Bitmap): void {
  const { termBlocks, blockFirst, blockStart, distances, common } = postings
  for (let block = termBlocks[term]!; block < termBlocks[term + 1]!; block++) {
    const first = blockFirst[block]!
    const end = blockStart[block + 1]!
    for (let i = blockStart[block]!; i < end; i++) {
      const document = first + distances[i]!
      bits[document >>> 5]! |= 1 << (document & 31)
    }
  }
  const row = commonRow(common, term)
  if (row < 0) return
  const from = row * windowsOf(common) * WINDOW_WORDS
  for (let word = 0; word < bits.length; word++) bits[word]! |= common.documents[from + word]!
}

/** Visits the postings of a term by rising documents. */
export function eachPosting(
  { termBlocks, blockFirst, blockStart, distances, impacts, common }: Postings,
  term: number,
  visit: (document: number, impact: number) => void,
): void {
  for (let block = termBlocks[term]!; block < termBlocks[term + 1]!; block++)
    for (let i = blockStart[block]!; i < blockStart[block + 1]!; i++)
      visit(blockFirst[block]! + distances[i]!, impacts[i]!)
  const row = commonRow(common, term)
  if (row < 0) return
  const words = windowsOf(common) * WINDOW_WORDS
  let i = common.starts[row * windowsOf(common)]!
  for (let word = 0; word < words; word++)
    for (let bits = common.documents[row * words + word]!; bits !== 0; bits &= bits - 1)
      visit((word << 5) + (31 - Math.clz32(bits & -bits)), common.impacts[i++]!)
}
