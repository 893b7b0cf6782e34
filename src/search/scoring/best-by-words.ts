import type { Bitmap } from '../structures/bitmap.ts'
import { WINDOW, WINDOW_WORDS, type Postings } from '../structures/postings.ts'
import type { Top } from '../structures/top.ts'
import { clauseOf, type Clause, type Scores, type WeightedTerm } from './clause.ts'

/** Stops a search that takes too long. `late` is asked once per window, some 10 µs of work. */
export interface Deadline {
  late(): boolean
}

/** Of the window that is at work, in this thread. */
const scores: Scores = {
  sums: new Float64Array(WINDOW),
  touched: new Uint32Array(WINDOW_WORDS),
  candidates: new Uint16Array(WINDOW),
}

/**
 * Offers to `top` every document that may belong to the best, with its exact score: the sum over its terms of weight ×
 * impact. `itemOf` is added to document numbers, to tell segments apart. Returns false when it ran out of time.
 *
 * Windows come by what they promise, the highest first, so that the threshold rises early, and the rest is passed over as
 * soon as one cannot reach it (block-max: Ding and Suel, SIGIR 2011). Inside a window the terms that matter are added up
 * one after the other, and the weak rest is looked up only for documents that can still get in (MaxScore: Turtle and Flood,
 * 1995; in windows as in Lucene's MaxScoreBulkScorer).
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
  const clauses = terms.map((term) => clauseOf(postings, documents, term))
  scores.sums.fill(0)
  scores.touched.fill(0)
  for (const { window, promise } of byPromise(clauses, Math.ceil(documents / WINDOW))) {
    const threshold = top.threshold()
    if (promise < threshold) return true
    sortByMost(clauses, window)
    const weak = weakOnes(clauses, window, threshold)
    for (let i = weak; i < clauses.length; i++)
      if (clauses[i]!.most[window]! > 0) clauses[i]!.addTo(scores, window)
    offerBest(clauses, weak, window, allowed, top, itemOf)
    if (deadline.late()) return false
  }
  return true
}

/** The windows that hold any of the terms, and the most that all terms together can add there, highest first. */
function byPromise(clauses: Clause[], windows: number): { window: number; promise: number }[] {
  const found: { window: number; promise: number }[] = []
  for (let window = 0; window < windows; window++) {
    let promise = 0
    for (const { most } of clauses) promise += most[window]!
    if (promise > 0) found.push({ window, promise })
  }
  return found.toSorted((a, b) => b.promise - a.promise)
}

/** Weakest first. They are few and were sorted for another window, so most are in their place. */
function sortByMost(clauses: Clause[], window: number): void {
  for (let i = 1; i < clauses.length; i++) {
    const clause = clauses[i]!
    const most = clause.most[window]!
    let at = i
    for (; at > 0 && clauses[at - 1]!.most[window]! > most; at--) clauses[at] = clauses[at - 1]!
    clauses[at] = clause
  }
}

/** How many of the clauses, weakest first, cannot lift a document over the threshold even together. */
function weakOnes(clauses: Clause[], window: number, threshold: number): number {
  let together = 0
  let weak = 0
  for (const { most } of clauses) {
    together += most[window]!
    if (together >= threshold) break
    weak++
  }
  return weak
}

/** Completes the documents that can still get in with the weak clauses, strongest first. All sums are 0 again at the end. */
function offerBest(
  clauses: Clause[],
  weak: number,
  window: number,
  allowed: Bitmap | null,
  top: Top,
  itemOf: number,
) {
  const { sums, candidates } = scores
  const threshold = top.threshold()
  let rest = 0
  for (let i = 0; i < weak; i++) rest += clauses[i]!.most[window]!

  let count = gather(threshold - rest, window, allowed)
  for (let i = weak - 1; i >= 0 && count > 0; i--) {
    const clause = clauses[i]!
    const most = clause.most[window]!
    if (most === 0) break // and so are all weaker ones
    clause.addToCandidates(scores, window, count)
    rest -= most
    count = keepAbove(count, threshold - rest)
  }
  for (let i = 0; i < count; i++) {
    const score = sums[candidates[i]!]!
    if (score >= top.threshold()) top.offer(score, itemOf + window * WINDOW + candidates[i]!)
    sums[candidates[i]!] = 0
  }
}

/** Lists the touched documents that score at least `least` and may be found. Returns how many. */
function gather(least: number, window: number, allowed: Bitmap | null): number {
  const { sums, touched, candidates } = scores
  let count = 0
  for (let word = 0; word < WINDOW_WORDS; word++) {
    let bits = touched[word]!
    if (bits === 0) continue
    touched[word] = 0
    const may = allowed === null ? -1 : allowed[window * WINDOW_WORDS + word]!
    while (bits !== 0) {
      const lowest = bits & -bits
      bits ^= lowest
      const at = (word << 5) + (31 - Math.clz32(lowest))
      if (sums[at]! >= least && (may & lowest) !== 0) candidates[count++] = at
      else sums[at] = 0
    }
  }
  return count
}

function keepAbove(count: number, least: number): number {
  const { sums, candidates } = scores
  let kept = 0
  for (let i = 0; i < count; i++) {
    const at = candidates[i]!
    if (sums[at]! >= least) candidates[kept++] = at
    else sums[at] = 0
  }
  return kept
}
