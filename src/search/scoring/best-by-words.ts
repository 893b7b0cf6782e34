import { has, type Bitmap } from '../structures/bitmap.ts'
import { eachPosting, WINDOW, type Postings } from '../structures/postings.ts'
import {
  deskOver,
  MOST_TERMS,
  TERM_WORDS,
  type KernelPostings,
} from '../structures/postings-desk.ts'
import type { Top } from '../structures/top.ts'
import { clauseOf, type Clause, type WeightedTerm } from './clause.ts'

/** Stops a search that takes too long. `late` is asked once per window, some 10 µs of work. */
export interface Deadline {
  late(): boolean
}

/**
 * Offers to `top` every document that may belong to the best, with its exact score: the sum over its terms of weight ×
 * impact, which must fit in 32 bits. `itemOf` is added to document numbers, to tell segments apart. Returns false when it ran out of time.
 *
 * Windows come by what they promise, the highest first, so that the threshold rises early, and the rest is passed over as
 * soon as one cannot reach it (block-max: Ding and Suel, SIGIR 2011). Inside a window the kernel adds up the terms that matter
 * one after the other, and looks up the weak rest only for documents that can still get in (MaxScore: Turtle and Flood,
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
  if (!isInKernel(postings)) {
    readThrough(postings, documents, terms, allowed, top, itemOf)
    return !deadline.late()
  }
  if (terms.length > MOST_TERMS) throw new RangeError(`${terms.length} terms are too many`)
  const clauses = terms.map((term) => clauseOf(postings, documents, term))
  const desk = deskOver(postings)
  for (const { window, promise } of byPromise(clauses, Math.ceil(documents / WINDOW))) {
    const threshold = top.threshold()
    if (promise < threshold) return true
    sortByMost(clauses, window)
    let count = 0
    for (const clause of clauses)
      if (clause.most[window]! > 0) clause.describe(window, desk.terms, TERM_WORDS * count++)
    const weak = weakOnes(desk.terms, count, threshold)
    const found = desk.score(count, weak, window, Math.max(1, threshold), allowed)
    for (let i = 0; i < found; i++) {
      const at = desk.candidates[i]!
      if (desk.sums[at]! >= top.threshold())
        top.offer(desk.sums[at]!, itemOf + window * WINDOW + at)
    }
    if (deadline.late()) return false
  }
  return true
}

function isInKernel(postings: Postings): postings is KernelPostings {
  return postings.memory !== null
}

/** The same for less than a window of documents, without pruning. */
function readThrough(
  postings: Postings,
  documents: number,
  terms: WeightedTerm[],
  allowed: Bitmap | null,
  top: Top,
  itemOf: number,
): void {
  const sums = new Float64Array(documents)
  for (const { term, weight } of terms)
    eachPosting(postings, term, (document, impact) => {
      sums[document]! += weight * impact
    })
  for (let document = 0; document < documents; document++)
    if (sums[document]! > 0 && (allowed === null || has(allowed, document)))
      top.offer(sums[document]!, itemOf + document)
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

/** How many of the terms, weakest first, cannot lift a document over the threshold even together. */
function weakOnes(terms: Uint32Array, count: number, threshold: number): number {
  let together = 0
  let weak = 0
  for (; weak < count; weak++) {
    together += terms[TERM_WORDS * weak + 1]!
    if (together >= threshold) break
  }
  return weak
}
