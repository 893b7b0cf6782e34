import { has, type Bitmap } from '../structures/bitmap.ts'
import { eachPosting, type Postings } from '../structures/postings.ts'
import { deskOver, isInKernel, MOST_TERMS, type PostingsDesk } from '../structures/postings-desk.ts'
import type { Top } from '../structures/top.ts'
import { clausesOf, type WeightedTerm } from './clauses.ts'
import { described, inTurns, promisesOf } from './windows.ts'

/** Stops a search that takes too long. `late` is asked after each window that has candidates, and once per batch. */
export interface Deadline {
  late(): boolean
}

/**
 * Offers to `top` every document that may belong to the best, with its exact score: the sum over its terms of weight ×
 * impact. All weights times 255 must fit in 32 bits together. `itemOf` is added to document numbers, to tell segments apart. Returns false when it ran out of time.
 *
 * The windows that promise most come first, so that the threshold rises early, and of the rest those are passed over that cannot
 * reach it (block-max: Ding and Suel, SIGIR 2011). Inside a window the kernel adds up what matters, and
 * looks up the weak rest only for documents that can still get in (MaxScore: Turtle and Flood, 1995; in windows as in Lucene's
 * MaxScoreBulkScorer, and in groups of 64 documents for common terms).
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
  const clauses = clausesOf(postings, documents, terms)
  const desk = deskOver(postings, documents)
  desk.allow(allowed)
  const promises = promisesOf(clauses, documents)
  const threshold = () => Math.max(1, top.threshold())
  for (const windows of inTurns(promises)) {
    for (let next = 0; next < windows.length;) {
      const batch = described(clauses, promises, windows, next, threshold(), desk.batch)
      for (let at = 0; at < batch.length;) {
        at = desk.score(at, batch.length, threshold())
        offerFound(desk, top, itemOf)
        if (deadline.late()) return false
      }
      next = batch.next
    }
  }
  return true
}

/** Offers the candidates of a window. */
function offerFound(desk: PostingsDesk, top: Top, itemOf: number): void {
  const [found, start] = [desk.found(), itemOf + desk.start()]
  let threshold = top.threshold()
  for (let i = 0; i < found; i++) {
    const distance = desk.candidates[i]!
    const score = desk.sums[distance]!
    if (score < threshold) continue
    top.offer(score, start + distance)
    threshold = top.threshold()
  }
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
