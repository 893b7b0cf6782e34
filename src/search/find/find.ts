import {
  documentOf,
  goesBefore,
  partOf,
  type Collection,
  type Item,
} from '../collection/collection.ts'
import type { Clause, Query } from '../query/query.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import type { Term } from '../scoring/weigh.ts'
import { documentsMeeting } from '../filter/clauses.ts'
import { count, fullBitmap, keepCommon, type Bitmap } from '../structures/bitmap.ts'
import type { VectorReader } from '../structures/vectors.ts'
import {
  candidatesByMeaning,
  candidatesByWords,
  cosinesOf,
  inReadingOrder,
  wordScores,
} from './candidates.ts'
import { fullMarks, fused, type Voices } from './fusion.ts'
import { bestOf } from './best-of.ts'
import { itemsNamed } from './names.ts'

/** A paper found, with what each voice said. */
export interface Found {
  item: Item
  score: number
  isNamed: boolean // the query is the name of it: goes before all others
  words: number
  meaning: number // cosine, 0 when meaning was not asked
  company: number
}

/** How far down a ranking goes. Nobody pages further, and it bounds what a query costs. */
export const DEPTH = 500

const DEPTH_OF_MEANING = 200

export interface Search {
  collection: Collection
  readers: (VectorReader | null)[] // one per part
  query: Query
  terms: Term[]
  attainable: number // word score of a paper full of all the words
  vector: Float32Array | null // of the query; null when the model knows none of its words
  meaningToo: boolean // false to search by words alone
  depth: number // how many of the best are wanted when words alone decide
  wordsToo: boolean // false to search by meaning alone
  voices: Voices
  deadline: Deadline
}

export interface Ranking {
  found: Found[]
  complete: boolean // false when time ran out
  byMeaning: boolean // scores are fused; otherwise they are those of words
  near: Item[] // found by meaning, whether or not they have a word of the query
  marks: number // the word score that counts as 1 when scores are fused
}

const WORDS_ALONE = { byMeaning: false, near: [], marks: 0 }

/** Which documents of each part may be found: alive, and meeting every clause. Null means all. */
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

/**
 * The best papers, at most `DEPTH`, in their final order: named ones, then by score, date and id.
 *
 * Candidates are the best by words and the nearest by meaning; each is then scored by both, so a paper does not lose what
 * the other voice would have said.
 */
export function find(search: Search, allowed: (Bitmap | null)[]): Ranking {
  const { collection, query, terms, deadline } = search
  const before = goesBefore(collection)
  const named = new Set(itemsNamed(collection, query.name, allowed))
  const ranked = (found: Found[]) => found.toSorted(inFinalOrder(before)).slice(0, DEPTH)

  if (terms.length === 0 && (search.vector === null || !search.meaningToo)) {
    if (query.words.length > 0) return { found: [], complete: true, ...WORDS_ALONE }
    return { found: newest(collection, allowed, before), complete: true, ...WORDS_ALONE }
  }

  const wanted = search.wordsToo ? terms : []
  const size = search.meaningToo ? DEPTH : search.depth
  const byWords = candidatesByWords(collection, wanted, allowed, size, before, deadline)
  const isAsked = search.meaningToo && byWords.complete // out of time, words have said what they could
  const vector = isAsked ? (search.vector ?? directionOf(search, named, byWords.found)) : null
  if (vector === null) {
    const found = withNamed(collection, terms, byWords.found, named).map(({ item, score }) => ({
      item,
      score,
      isNamed: named.has(item),
      words: score,
      meaning: 0,
      company: 0,
    }))
    return { found: ranked(found), complete: byWords.complete, ...WORDS_ALONE }
  }

  const counts = allowed.map((bits) => (bits === null ? Infinity : count(bits)))
  const byMeaning = candidatesByMeaning(
    search.readers,
    vector,
    allowed,
    counts,
    DEPTH_OF_MEANING,
    search.voices.near,
    before,
  )
  const items = inReadingOrder([...byWords.found.map(({ item }) => item), ...byMeaning, ...named])
  const marks = fullMarks(byWords.found[0]?.score ?? 0, search.attainable, search.voices)
  const words = wordScores(collection, wanted, items, byWords.found)
  const found = fuse(search, words, vector, items, marks, before)
  return {
    found: ranked(found.map((one) => ({ ...one, isNamed: named.has(one.item) }))),
    complete: byWords.complete,
    byMeaning: true,
    near: byMeaning,
    marks,
  }
}

/**
 * Where a query points that the model knows no word of, such as a new name: where the paper of that name points, else the
 * first papers found by words. Null when there is none.
 */
function directionOf(
  { readers, voices }: Search,
  named: Set<Item>,
  found: { item: Item }[],
): Float32Array | null {
  const first = named.size > 0 ? [...named] : found.slice(0, voices.first).map(({ item }) => item)
  const dimensions = readers.find((reader) => reader !== null)?.dimensions
  if (dimensions === undefined || first.length === 0) return null
  return centreOf(
    readers,
    first.map((item) => ({ item, weight: 1 })),
    dimensions,
  )
}

function centreOf(
  readers: (VectorReader | null)[],
  items: { item: Item; weight: number }[],
  dimensions: number,
): Float32Array {
  const centre = new Float32Array(dimensions)
  for (const { item, weight } of items)
    readers[partOf(item)]?.addRow(documentOf(item), weight, centre)
  return centre
}

/** A paper that is named is found even when the words put it far down. */
function withNamed(
  collection: Collection,
  terms: Term[],
  found: { item: Item; score: number }[],
  named: Set<Item>,
): { item: Item; score: number }[] {
  const missing = inReadingOrder(named.difference(new Set(found.map(({ item }) => item))))
  const scores = wordScores(collection, terms, missing, [])
  return [...found, ...Array.from(missing, (item, i) => ({ item, score: scores[i]! }))]
}

function fuse(
  { readers, voices }: Search,
  words: Float64Array,
  vector: Float32Array,
  items: Float64Array,
  marks: number,
  before: (a: Item, b: Item) => boolean,
): Omit<Found, 'isNamed'>[] {
  const meaning = cosinesOf(readers, vector, items)
  const first = Array.from(items, (item, i) => ({
    item,
    score: fused(words[i]!, marks, meaning[i]!, 0, voices),
  })).toSorted((a, b) => b.score - a.score || (before(a.item, b.item) ? -1 : 1))

  const weighed = first
    .slice(0, voices.first)
    .map(({ item, score }) => ({ item, weight: Math.max(0, score) }))
  const centre = centreOf(readers, weighed, vector.length)
  const company = cosinesOf(readers, centre, items)
  return Array.from(items, (item, i) => ({
    item,
    score: fused(words[i]!, marks, meaning[i]!, company[i]!, voices),
    words: words[i]!,
    meaning: meaning[i]!,
    company: company[i]!,
  }))
}

function inFinalOrder(before: (a: Item, b: Item) => boolean) {
  return (a: Found, b: Found) =>
    Number(b.isNamed) - Number(a.isNamed) || b.score - a.score || (before(a.item, b.item) ? -1 : 1)
}

/** Without a word to judge by, all that is allowed, newest first. */
function newest(
  collection: Collection,
  allowed: (Bitmap | null)[],
  before: (a: Item, b: Item) => boolean,
): Found[] {
  const bits = allowed.map(
    (one, part) => one ?? fullBitmap(collection.parts[part]!.segment.documents),
  )
  return bestOf(bits, () => 0, DEPTH, before).map(({ item }) => ({
    item,
    score: 0,
    isNamed: false,
    words: 0,
    meaning: 0,
    company: 0,
  }))
}
