import type { Bitmap } from '../structures/bitmap.ts'
import { IMPACT_MASK, type Postings } from '../structures/postings.ts'
import type { Top } from '../structures/top.ts'

/** A term of the query in one segment: its number there and its weight. */
export interface WeightedTerm {
  term: number
  weight: number
}

/** Stops a search that takes too long. `late` is asked once per window, some 20 µs of work. */
export interface Deadline {
  late(): boolean
}

const WINDOW = 4096 // documents; their scores fit in the first cache of a core

interface Clause {
  postings: Postings
  weight: number
  inWindow: number // the most it can add to a document of the window at hand
  block: number // first block that reaches into the window
  lastBlock: number // one past the term's last
}

/**
 * Offers to `top` every document that may belong to the best, with its exact score: the sum over its terms of weight ×
 * impact. `itemOf` is added to document numbers, to tell segments apart. Returns false when it ran out of time.
 *
 * Windows of 4,096 documents, each passed over when the block maxima of all terms together cannot reach the threshold
 * (block-max: Ding and Suel, SIGIR 2011). Inside a window the terms that matter are added up one after the other, and the
 * weak rest is looked up only for documents that can still get in (MaxScore: Turtle and Flood, 1995; in windows as in
 * Lucene's MaxScoreBulkScorer).
 */
export function bestByWords(
  postings: Postings,
  documents: number,
  terms: WeightedTerm[],
  allowed: Bitmap | null,
  top: Top,
  itemOf: number,
  deadline: Deadline,
): boolean {
  const clauses = terms.map(({ term, weight }) => clauseOf(postings, term, weight))
  const window = {
    scores: new Float64Array(WINDOW),
    touched: new Uint32Array(WINDOW / 32),
    candidates: new Uint16Array(WINDOW),
  }

  for (let start = 0; start < documents; start += WINDOW) {
    const end = Math.min(start + WINDOW, documents)
    let possible = 0
    for (const clause of clauses) {
      lookAhead(clause, start, end)
      possible += clause.inWindow
    }
    const threshold = top.threshold()
    if (possible === 0 || possible < threshold) continue

    clauses.sort((a, b) => a.inWindow - b.inWindow)
    const weak = weakOnes(clauses, threshold)
    for (let i = weak; i < clauses.length; i++) addUp(clauses[i]!, start, end, window)
    offerBest(clauses, weak, start, window, allowed, top, itemOf)
    if (deadline.late()) return false
  }
  return true
}

interface Window {
  scores: Float64Array // by distance from the window's start
  touched: Uint32Array // bitmap of the scores that are in use
  candidates: Uint16Array // distances
}

function clauseOf(postings: Postings, term: number, weight: number): Clause {
  const block = postings.termBlocks[term]!
  return { postings, weight, inWindow: 0, block, lastBlock: postings.termBlocks[term + 1]! }
}

/** Finds the blocks that reach into the window, and the most they promise. */
function lookAhead(clause: Clause, start: number, end: number) {
  const { blockFirst, blockMax } = clause.postings
  const { lastBlock } = clause
  let block = clause.block
  while (block + 1 < lastBlock && blockFirst[block + 1]! <= start) block++
  clause.block = block
  let highest = 0
  for (; block < lastBlock && blockFirst[block]! < end; block++) {
    if (blockMax[block]! > highest) highest = blockMax[block]!
  }
  clause.inWindow = clause.weight * highest
}

/** How many of the clauses, weakest first, cannot lift a document over the threshold even together. */
function weakOnes(clauses: Clause[], threshold: number): number {
  let together = 0
  let weak = 0
  for (const clause of clauses) {
    together += clause.inWindow
    if (together >= threshold) break
    weak++
  }
  return weak
}

function addUp(
  { postings, weight, block: first, lastBlock }: Clause,
  start: number,
  end: number,
  { scores, touched }: Window,
) {
  const { blockFirst, blockStart, distances, values } = postings
  for (let block = first; block < lastBlock && blockFirst[block]! < end; block++) {
    const offset = blockFirst[block]! - start
    const last = blockStart[block + 1]!
    for (let i = blockStart[block]!; i < last; i++) {
      const at = offset + distances[i]!
      if (at < 0) continue
      if (at >= WINDOW) return
      scores[at]! += weight * (values[i]! & IMPACT_MASK)
      touched[at >>> 5]! |= 1 << (at & 31)
    }
  }
}

/** Completes the documents that can still get in with the weak clauses, strongest first, and empties the window. */
function offerBest(
  clauses: Clause[],
  weak: number,
  start: number,
  window: Window,
  allowed: Bitmap | null,
  top: Top,
  itemOf: number,
) {
  const { scores, candidates } = window
  const threshold = top.threshold()
  let rest = 0
  for (let i = 0; i < weak; i++) rest += clauses[i]!.inWindow

  let count = gather(window, threshold - rest, start, allowed)
  for (let i = weak - 1; i >= 0 && count > 0; i--) {
    const clause = clauses[i]!
    addTo(clause, start, window, count)
    rest -= clause.inWindow
    count = keepAbove(window, count, threshold - rest)
  }
  for (let i = 0; i < count; i++) {
    const at = candidates[i]!
    if (scores[at]! >= top.threshold()) top.offer(scores[at]!, itemOf + start + at)
  }
  scores.fill(0)
}

/** Lists the touched documents that score at least `least` and may be found. Returns how many. */
function gather(
  { scores, touched, candidates }: Window,
  least: number,
  start: number,
  allowed: Bitmap | null,
): number {
  let count = 0
  for (let word = 0; word < touched.length; word++) {
    let bits = touched[word]!
    if (bits === 0) continue
    touched[word] = 0
    if (allowed !== null) bits &= allowed[(start >>> 5) + word]! // a window starts at a whole word
    while (bits !== 0) {
      const lowest = bits & -bits
      bits ^= lowest
      const at = (word << 5) + (31 - Math.clz32(lowest))
      if (scores[at]! >= least) candidates[count++] = at
    }
  }
  return count
}

/** Adds a clause to the scores of the candidates alone. Both ascend, so one walk is enough. */
function addTo(
  { postings, weight, block: first, lastBlock }: Clause,
  start: number,
  { scores, candidates }: Window,
  count: number,
) {
  const { blockFirst, blockStart, distances, values } = postings
  let block = first
  let index = blockStart[block]!
  let end = blockStart[block + 1]!
  for (let c = 0; c < count; c++) {
    const at = candidates[c]!
    const document = start + at
    if (block + 1 < lastBlock && blockFirst[block + 1]! <= document) {
      do block++
      while (block + 1 < lastBlock && blockFirst[block + 1]! <= document)
      index = blockStart[block]!
      end = blockStart[block + 1]!
    }
    const wanted = document - blockFirst[block]!
    while (index < end && distances[index]! < wanted) index++
    if (index < end && distances[index] === wanted)
      scores[at]! += weight * (values[index]! & IMPACT_MASK)
  }
}

function keepAbove({ scores, candidates }: Window, count: number, least: number): number {
  let kept = 0
  for (let i = 0; i < count; i++)
    if (scores[candidates[i]!]! >= least) candidates[kept++] = candidates[i]!
  return kept
}
