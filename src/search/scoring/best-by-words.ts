import { has, type Bitmap } from '../structures/bitmap.ts'
import { eachPosting, WINDOW, type Postings } from '../structures/postings.ts'
import {
  COMMON_WORDS,
  deskOver,
  HEAD_WORDS,
  isInKernel,
  MOST_TERMS,
  RARE_WORDS,
  type PostingsDesk,
} from '../structures/postings-desk.ts'
import type { Top } from '../structures/top.ts'
import { clauseOf, type Clause, type WeightedTerm } from './clause.ts'

/** Stops a search that takes too long. `late` is asked after each window that has candidates, and once per batch. */
export interface Deadline {
  late(): boolean
}

/**
 * Offers to `top` every document that may belong to the best, with its exact score: the sum over its terms of weight ×
 * impact. All weights times 255 must fit in 32 bits together. `itemOf` is added to document numbers, to tell segments apart. Returns false when it ran out of time.
 *
 * Windows come by what they promise, the highest first, so that the threshold rises early, and the rest is passed over as
 * soon as one cannot reach it (block-max: Ding and Suel, SIGIR 2011). Inside a window the kernel adds up what matters, and
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
  const clauses = terms
    .map((term) => clauseOf(postings, documents, term))
    .toSorted((a, b) => b.weight - a.weight)
  const desk = deskOver(postings, documents)
  desk.allow(allowed)
  const promising = byPromise(clauses, Math.ceil(documents / WINDOW))
  for (let next = 0; next < promising.windows.length;) {
    const batch = described(clauses, promising, next, desk.batch)
    for (let at = 0; at < batch.length;) {
      at = desk.score(at, batch.length, Math.max(1, top.threshold()))
      if (at < 0) return true
      offerFound(desk, top, itemOf)
      if (deadline.late()) return false
    }
    next = batch.next
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

/** Writes as many of the windows as there is room for, in the words that the kernel reads. */
function described(
  clauses: Clause[],
  { windows, promises }: Promising,
  from: number,
  batch: Uint32Array,
): { length: number; next: number } {
  const most = HEAD_WORDS + clauses.length * Math.max(COMMON_WORDS, RARE_WORDS)
  let at = 0
  let next = from
  for (; next < windows.length && at + most <= batch.length; next++) {
    const window = windows[next]!
    const head = at
    at += HEAD_WORDS
    batch[head] = window * WINDOW
    batch[head + 1] = promises[next]!
    for (const isCommon of [true, false]) {
      let count = 0
      for (const clause of clauses) {
        if (clause.isCommon !== isCommon || clause.most[window] === 0) continue
        at = clause.describe(window, batch, at)
        count++
      }
      batch[head + (isCommon ? 2 : 3)] = count
    }
  }
  return { length: at, next }
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

/** Windows that hold any of the terms, and the most that all terms together can add to a document there, highest first. */
interface Promising {
  windows: Uint32Array
  promises: Float64Array
}

function byPromise(clauses: Clause[], windows: number): Promising {
  const sums = new Float64Array(windows)
  for (const { most } of clauses)
    for (let window = 0; window < windows; window++) sums[window]! += most[window]!
  const keys = new Float64Array(windows) // exact: 32 bits and some ten more
  let length = 0
  for (let window = 0; window < windows; window++)
    if (sums[window]! > 0) keys[length++] = sums[window]! * windows + window
  const ordered = keys.subarray(0, length).toSorted()
  const promising = { windows: new Uint32Array(length), promises: new Float64Array(length) }
  for (let i = 0; i < length; i++) {
    const window = ordered[length - 1 - i]! % windows
    promising.windows[i] = window
    promising.promises[i] = sums[window]!
  }
  return promising
}
