import { documentOf, goesBefore, itemWithId, partOf } from '../collection/collection.ts'
import { allowedDocuments } from '../find/find.ts'
import {
  candidatesByMeaning,
  candidatesByWords,
  cosinesOf,
  inReadingOrder,
  wordScores,
} from '../find/candidates.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { weigh } from '../scoring/weigh.ts'
import type { Hit } from '../search.ts'
import { meaningText } from '../segment/field-text.ts'
import { readStored } from '../segment/stored.ts'
import { count } from '../structures/bitmap.ts'
import type { VectorReader } from '../structures/vectors.ts'
import { fused, NOTHING_SAID } from '../find/fusion.ts'
import { hitOf, type Sources } from './answer.ts'

const TELLING_WORDS = 24 // of a paper, by weight; more only bring back what all papers share
const CONSIDERED = 100 // papers by words, and as many by meaning
const NEVER_LATE = { late: () => false } // bounded by the number of words

/** Words and meaning count the same between whole papers: both sides are long enough for meaning to be sure. */
const BETWEEN_PAPERS = {
  meaning: 0.5,
  company: 0,
  first: 0,
  together: 0,
  passage: 0,
  near: null,
  enough: 1,
  full: 0,
}

/** The papers most like one, by its most telling words and its vector. Empty when the id is unknown. */
export function similarTo({ collection, readers }: Sources, id: string, limit: number): Hit[] {
  const item = itemWithId(collection, id)
  if (item < 0) return []
  const { segment } = collection.parts[partOf(item)]!
  const clean = meaningText(readStored(segment.stored, documentOf(item)).texts)

  const { words } = parseQuery(clean)
  const terms = weigh(collection, words, SCORING.exactShare)
    .filter(({ papers }) => papers > 1)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, TELLING_WORDS)
  const { allowed } = allowedDocuments(collection, [], NEVER_LATE)
  const before = goesBefore(collection)
  const { best } = candidatesByWords(collection, terms, allowed, CONSIDERED, before, NEVER_LATE)
  const vector = vectorOfPaper(readers[partOf(item)] ?? null, documentOf(item))
  const counts = allowed.map((bits) => (bits === null ? Infinity : count(bits)))
  const byMeaning = vector
    ? candidatesByMeaning(readers, vector, allowed, counts, CONSIDERED, -Infinity, before)
    : []

  const byWords = best.inNoOrder()
  const items = inReadingOrder(byWords.items, byMeaning).filter((other) => other !== item)
  const scores = wordScores(collection, terms, items, byWords)
  const cosines = vector ? cosinesOf(readers, vector, items) : new Float64Array(items.length)
  const most = Math.max(0, ...scores)
  const voices = vector ? BETWEEN_PAPERS : { ...BETWEEN_PAPERS, meaning: 0 }
  return Array.from(items, (other, i) => {
    const said = { ...NOTHING_SAID, words: scores[i]!, meaning: cosines[i]! }
    return { item: other, score: fused(said, most, voices), isNamed: false, ...said }
  })
    .toSorted((a, b) => b.score - a.score || (before(a.item, b.item) ? -1 : 1))
    .slice(0, limit)
    .map((found) => hitOf(collection, found, new Set()))
}

/** Null when the paper has no vector yet. */
function vectorOfPaper(reader: VectorReader | null, document: number): Float32Array | null {
  if (reader === null) return null
  const vector = new Float32Array(reader.dimensions)
  reader.addRow(document, 1, vector)
  return vector.some((value) => value !== 0) ? vector : null
}
