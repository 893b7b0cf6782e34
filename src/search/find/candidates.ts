import { documentOf, itemOf, partOf, type Collection, type Item } from '../collection/collection.ts'
import { bestByWords, type Deadline } from '../scoring/best-by-words.ts'
import { scoreDocuments } from '../scoring/score-documents.ts'
import { termsOfPart, type Term } from '../scoring/weigh.ts'
import { numbersIn, type Bitmap } from '../structures/bitmap.ts'
import { top, type Top } from '../structures/top.ts'
import type { VectorReader } from '../structures/vectors.ts'

/** The papers that words put first. `complete` is false when time ran out. */
export function candidatesByWords(
  collection: Collection,
  terms: Term[],
  allowed: (Bitmap | null)[],
  size: number,
  before: (a: Item, b: Item) => boolean,
  deadline: Deadline,
): { best: Top; complete: boolean } {
  const best = top(size, before)
  let complete = true
  for (const [number, { segment }] of collection.parts.entries()) {
    const ofPart = termsOfPart(terms, number)
    if (ofPart.length === 0) continue
    const offset = itemOf(number, 0)
    complete &&= bestByWords(
      segment.postings,
      segment.documents,
      ofPart,
      allowed[number]!,
      best,
      offset,
      deadline,
    )
  }
  return { best, complete }
}

/**
 * Signs are a rough look; so many of the likely nearest are compared exactly. Among 300,000 papers and among a million, these have 99.7 of the
 * 100 ten nearest and 94 and 93 of the 100 that are among the 200 nearest, measured in docs/search.md.
 */
export function lookedAt(rows: number): number {
  return Math.min(6000, Math.max(2000, Math.ceil(rows / 333)))
}

/** Up to this many allowed papers are all compared exactly: cheaper than a sweep, and filters keep their full page. */
const FEW = 4000

/** The papers nearest in meaning, in no order, of those with a cosine of at least `least`. */
export function candidatesByMeaning(
  readers: (VectorReader | null)[],
  vector: Float32Array,
  allowed: (Bitmap | null)[],
  allowedCounts: number[],
  size: number,
  least: number,
  before: (a: Item, b: Item) => boolean,
): Float64Array {
  const best = top(size, before)
  for (const [number, reader] of readers.entries()) {
    if (reader === null) continue
    const bits = allowed[number]!
    const rows =
      bits !== null && allowedCounts[number]! <= FEW
        ? numbersIn(bits)
        : reader.nearestBySigns(vector, lookedAt(reader.rows), bits)
    const cosines = reader.cosines(vector, rows)
    for (let i = 0; i < rows.length; i++)
      if (cosines[i]! >= least) best.offer(cosines[i]!, itemOf(number, rows[i]!))
  }
  return best.inNoOrder().items
}

/** Items part by part, documents ascending, each once: the order in which parts are read. */
export function inReadingOrder(...lists: ArrayLike<Item>[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0))
  let length = 0
  for (const list of lists) {
    all.set(list, length)
    length += list.length
  }
  all.sort()
  let kept = 0
  for (let i = 0; i < length; i++) if (kept === 0 || all[i] !== all[kept - 1]) all[kept++] = all[i]!
  return all.subarray(0, kept)
}

/** Items with their word scores. */
interface Scored {
  items: Float64Array
  scores: Float64Array
}

export const NONE_SCORED: Scored = { items: new Float64Array(0), scores: new Float64Array(0) }

/** The word score of each item; items in reading order. Those of the `scored` are known and not worked out again. */
export function wordScores(
  collection: Collection,
  terms: Term[],
  items: Float64Array,
  scored: Scored,
): Float64Array {
  const known = new Map<Item, number>()
  for (let i = 0; i < scored.items.length; i++) known.set(scored.items[i]!, scored.scores[i]!)
  eachRun(
    items.filter((item) => !known.has(item)),
    (part, documents) => {
      const { postings } = collection.parts[part]!.segment
      const scores = scoreDocuments(postings, termsOfPart(terms, part), documents)
      for (const [i, document] of documents.entries()) known.set(itemOf(part, document), scores[i]!)
    },
  )
  return items.map((item) => known.get(item)!)
}

/** The cosine of each item with a vector, 0 where a part has no vectors; items in reading order. */
export function cosinesOf(
  readers: (VectorReader | null)[],
  vector: Float32Array,
  items: Float64Array,
): Float64Array {
  const cosines = new Float64Array(items.length)
  eachRun(items, (part, documents, start) => {
    const reader = readers[part]
    if (reader) cosines.set(reader.cosines(vector, documents), start)
  })
  return cosines
}

function eachRun(
  items: Float64Array,
  visit: (part: number, documents: Uint32Array, start: number) => void,
) {
  for (let start = 0; start < items.length;) {
    const part = partOf(items[start]!)
    let end = start + 1
    while (end < items.length && partOf(items[end]!) === part) end++
    const documents = new Uint32Array(end - start)
    for (let i = start; i < end; i++) documents[i - start] = documentOf(items[i]!)
    visit(part, documents, start)
    start = end
  }
}
