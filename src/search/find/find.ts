import { goesBefore, type Collection, type Item } from '../collection/collection.ts'
import type { Clause, Query } from '../query/query.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import type { Term } from '../scoring/weigh.ts'
import { documentsMeeting } from '../filter/clauses.ts'
import { count, fullBitmap, keepCommon, type Bitmap } from '../structures/bitmap.ts'
import { giveBack } from '../structures/lent.ts'
import type { VectorReader } from '../structures/vectors.ts'
import {
  candidatesByMeaning,
  candidatesByWords,
  inReadingOrder,
  NONE_SCORED,
  wordScores,
} from './candidates.ts'
import type { Top } from '../structures/top.ts'
import { centreOf, fuse, unscored, type Found } from './fuse.ts'
import { fullMarks, NOTHING_SAID, type Voices } from './fusion.ts'
import { firstBy } from './first-by.ts'
import { itemsNamed } from './names.ts'
import { nearFrom } from './nearness.ts'

/** How far down a ranking goes. Nobody pages further, and it bounds what a query costs. */
export const DEPTH = 500

/**
 * The first hundred hits are chosen among the best 120 by words, and the nearest: a paper farther down by words gets so high
 * only by being near. The best 200 found no more on development sets (nDCG@10 .6686 and .6685) and took a tenth longer among
 * 300,000 papers. Later pages are chosen among the best `DEPTH`.
 */
const FIRST = 100
const DEPTH_OF_FIRST = 120

const DEPTH_OF_MEANING = 200

export interface Search {
  collection: Collection
  readers: (VectorReader | null)[] // one per part
  query: Query
  terms: Term[]
  attainable: number // word score of a paper full of all the words
  vector: Float32Array | null // of the query; null when the model knows none of its words
  meaningToo: boolean // false to search by words alone
  isCentred: boolean // see `Model`
  depth: number // how many of the best are wanted, at most DEPTH
  wordsToo: boolean // false to search by meaning alone
  voices: Voices
  deadline: Deadline
}

export interface Ranking {
  found: Found[]
  complete: boolean // false when time ran out
  byMeaning: boolean // scores are fused; otherwise they are those of words
  near: ArrayLike<Item> // found by meaning, whether or not they have a word of the query; in no order
  marks: number // the word score that counts as 1 when scores are fused
}

const WORDS_ALONE = { byMeaning: false, near: [], marks: 0 }

/** Which documents of each part may be found: alive, and meeting every clause. Null means all. Ends with `giveBackAllowed`. */
export function allowedDocuments(
  { parts }: Collection,
  clauses: Clause[],
  deadline: Deadline,
): { allowed: (Bitmap | null)[]; complete: boolean } {
  let complete = true
  const allowed = parts.map(({ segment, alive }) => {
    const met = documentsMeeting(segment, clauses, deadline)
    complete &&= met.complete
    if (alive === null) return met.bits
    return met.bits === null ? alive : keepCommon(met.bits, alive)
  })
  return { allowed, complete }
}

export function giveBackAllowed({ parts }: Collection, allowed: (Bitmap | null)[]): void {
  for (const [part, bits] of allowed.entries())
    if (bits !== null && bits !== parts[part]!.alive) giveBack(bits)
}

/**
 * The best papers, `depth` and those that are named, in their final order: named ones, then by score, date and id.
 *
 * Candidates are the best by words and the nearest by meaning; each is then scored by both, so a paper does not lose what
 * the other voice would have said.
 */
export function find(search: Search, allowed: (Bitmap | null)[]): Ranking {
  if (search.depth <= FIRST || !search.meaningToo) return findAmong(search, allowed, DEPTH_OF_FIRST)
  const first = findAmong({ ...search, depth: FIRST }, allowed, DEPTH_OF_FIRST) // what earlier pages showed
  const all = findAmong(search, allowed, DEPTH)
  if (!first.byMeaning || !all.byMeaning) return all
  const before = new Set(first.found.map(({ item }) => item))
  const after = all.found.filter(({ item }) => !before.has(item))
  return { ...all, found: [...first.found, ...after].slice(0, all.found.length) }
}

/** The same, where words and meaning are asked, among the best `size` by words and the nearest. */
function findAmong(search: Search, allowed: (Bitmap | null)[], size: number): Ranking {
  const { collection, query, terms, deadline } = search
  const before = goesBefore(collection)
  const named = new Set(itemsNamed(collection, query.name, allowed))

  if (terms.length === 0 && (search.vector === null || !search.meaningToo)) {
    if (query.words.length > 0) return { found: [], complete: true, ...WORDS_ALONE }
    return { found: newest(collection, allowed), complete: true, ...WORDS_ALONE }
  }

  const wanted = search.wordsToo ? terms : []
  const most = search.meaningToo ? size : search.depth
  const byWords = candidatesByWords(collection, wanted, allowed, most, before, deadline)
  const isAsked = search.meaningToo && byWords.complete // out of time, words have said what they could
  const vector = isAsked ? (search.vector ?? directionOf(search, named, byWords.best)) : null
  if (vector === null) {
    const found = withNamed(collection, terms, byWords.best, named).map(({ item, score }) => ({
      item,
      score,
      isNamed: named.has(item),
      ...NOTHING_SAID,
      words: score,
    }))
    const ordered = found.toSorted(inFinalOrder(before)).slice(0, DEPTH)
    return { found: ordered, complete: byWords.complete, ...WORDS_ALONE }
  }

  const counts = allowed.map((bits) => (bits === null ? Infinity : count(bits)))
  const least = nearFrom(search.readers, vector, search)
  const near = candidatesByMeaning(
    search.readers,
    vector,
    allowed,
    counts,
    DEPTH_OF_MEANING,
    least,
    before,
  )
  const scored = byWords.best.inNoOrder()
  const items = inReadingOrder(scored.items, near, [...named])
  const bestScore = scored.scores.reduce((a, b) => Math.max(a, b), 0)
  const marks = fullMarks(bestScore, search.attainable, search.voices)
  const words = wordScores(collection, wanted, items, scored)
  const found = fuse(search, { items, words, marks, named }, vector, before)
  return { found, complete: byWords.complete, byMeaning: true, near, marks }
}

/**
 * Where a query points that the model knows no word of, such as a new name: where the paper of that name points, else the
 * first papers found by words. Null when there is none.
 */
function directionOf(
  { readers, voices }: Search,
  named: Set<Item>,
  byWords: Top,
): Float32Array | null {
  const best = () => byWords.take().slice(0, voices.first)
  const first = named.size > 0 ? [...named] : best().map(({ item }) => item)
  const dimensions = readers.find((reader) => reader !== null)?.dimensions
  if (dimensions === undefined || first.length === 0) return null
  return centreOf(
    readers,
    first.map((item) => ({ item, weight: 1 })),
    dimensions,
  )
}

/** A paper that is named is found even when the words put it far down. */
function withNamed(
  collection: Collection,
  terms: Term[],
  byWords: Top,
  named: Set<Item>,
): { item: Item; score: number }[] {
  const found = byWords.take()
  if (named.size === 0) return found
  const missing = inReadingOrder([...named.difference(new Set(found.map(({ item }) => item)))])
  const scores = wordScores(collection, terms, missing, NONE_SCORED)
  return [...found, ...Array.from(missing, (item, i) => ({ item, score: scores[i]! }))]
}

function inFinalOrder(before: (a: Item, b: Item) => boolean) {
  return (a: Found, b: Found) =>
    Number(b.isNamed) - Number(a.isNamed) || b.score - a.score || (before(a.item, b.item) ? -1 : 1)
}

/** Without a word to judge by, all that is allowed, newest first. */
function newest(collection: Collection, allowed: (Bitmap | null)[]): Found[] {
  const bits = allowed.map(
    (one, part) => one ?? fullBitmap(collection.parts[part]!.segment.documents),
  )
  return firstBy(collection, bits, 'days', DEPTH).map(unscored)
}
