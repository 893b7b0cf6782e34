import { has, type Bitmap } from '../structures/bitmap.ts'
import { highestImpact, IMPACT_MASK, PostingCursor, type Postings } from '../structures/postings.ts'
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
  cursor: PostingCursor
  weight: number
  most: number // what the term can add to any document
  inWindow: number // what it can add to a document of the window at hand
  block: number // first block that reaches into the window
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
  const scores = new Float64Array(WINDOW)
  const touched = new Uint32Array(WINDOW / 32)

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
    for (let i = weak; i < clauses.length; i++) addUp(clauses[i]!, start, end, scores, touched)
    collect(clauses, weak, start, scores, touched, allowed, top, itemOf)
    if (deadline.late()) return false
  }
  return true
}

function clauseOf(postings: Postings, term: number, weight: number): Clause {
  const cursor = new PostingCursor(postings, term)
  const most = weight * highestImpact(postings, term)
  return { cursor, weight, most, inWindow: most, block: cursor.block }
}

/** Finds the blocks that reach into the window, and the most they promise. */
function lookAhead(clause: Clause, start: number, end: number) {
  const { cursor, weight } = clause
  const { blockFirst, blockMax } = cursor.postings
  let block = clause.block
  while (block + 1 < cursor.lastBlock && blockFirst[block + 1]! <= start) block++
  clause.block = block
  let highest = 0
  for (; block < cursor.lastBlock && blockFirst[block]! < end; block++) {
    if (blockMax[block]! > highest) highest = blockMax[block]!
  }
  clause.inWindow = weight * highest
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
  { cursor, weight, block: firstBlock }: Clause,
  start: number,
  end: number,
  scores: Float64Array,
  touched: Uint32Array,
) {
  const { blockFirst, blockStart, distances, values } = cursor.postings
  for (let block = firstBlock; block < cursor.lastBlock && blockFirst[block]! < end; block++) {
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

function collect(
  clauses: Clause[],
  weak: number,
  start: number,
  scores: Float64Array,
  touched: Uint32Array,
  allowed: Bitmap | null,
  top: Top,
  itemOf: number,
) {
  let rest = 0
  for (let i = 0; i < weak; i++) rest += clauses[i]!.inWindow
  let threshold = top.threshold()

  for (let word = 0; word < touched.length; word++) {
    let bits = touched[word]!
    if (bits === 0) continue
    touched[word] = 0
    while (bits !== 0) {
      const lowest = bits & -bits
      bits ^= lowest
      const at = (word << 5) + (31 - Math.clz32(lowest))
      const score = scores[at]!
      scores[at] = 0
      if (score + rest < threshold) continue
      if (allowed !== null && !has(allowed, start + at)) continue
      const whole = weak === 0 ? score : completed(clauses, weak, start + at, score, rest, threshold)
      if (whole < threshold) continue
      top.offer(whole, itemOf + start + at)
      threshold = top.threshold()
    }
  }
}

/** Adds the weak clauses, strongest first; gives up with 0 once the threshold is out of reach. */
function completed(
  clauses: Clause[],
  weak: number,
  document: number,
  score: number,
  rest: number,
  threshold: number,
): number {
  let whole = score
  let left = rest
  for (let i = weak - 1; i >= 0; i--) {
    const { cursor, weight, inWindow } = clauses[i]!
    left -= inWindow
    if (cursor.seek(document) === document) whole += weight * (cursor.value & IMPACT_MASK)
    if (whole + left < threshold) return 0
  }
  return whole
}
