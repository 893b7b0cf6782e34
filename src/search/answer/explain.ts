import { documentOf, partOf, type Collection } from '../collection/collection.ts'
import { FIELDS, type Field } from '../document.ts'
import { fused, NOTHING_SAID, type Said, type Voices } from '../find/fusion.ts'
import type { Found } from '../find/fuse.ts'
import { asBm25 } from '../scoring/bm25f.ts'
import type { Term } from '../scoring/weigh.ts'
import { fieldAt } from '../segment/fields-of.ts'
import { postingCursor } from '../structures/postings-cursor.ts'

/** Why a hit is where it is. The numbers add up to the score. */
export interface Explanation {
  isNamed: boolean // the query is its name, which puts it before all others
  words: WordMatch[]
  wordScore: number // BM25F, the sum of the words
  meaning: number | null // cosine with the query; null when words alone decided
  company: number | null // cosine with the first papers found
  together: number | null // how far the words of the query stand side by side, 0 to 1
  passage: number | null // how much of the query one passage says, 0 to 1
  /** How the voices make the score; null when words alone decided. */
  parts: Record<keyof Said, number> | null
}

interface WordMatch {
  word: string // as typed
  term: string // what was matched: the stem, or '=' and the form as typed
  fields: Field[]
  papers: number // how many papers have it
  score: number
}

export function explain(
  collection: Collection,
  terms: Term[],
  found: Found,
  marks: number,
  voices: Voices | null,
): Explanation {
  const words = terms.flatMap((term) => wordMatch(collection, term, found))
  return {
    isNamed: found.isNamed,
    words: words.toSorted((a, b) => b.score - a.score),
    wordScore: asBm25(found.words),
    meaning: voices && found.meaning,
    company: voices && found.company,
    together: voices && found.together,
    passage: voices && found.passage,
    parts: voices && {
      words: fused({ ...NOTHING_SAID, words: found.words }, marks, voices),
      together: fused({ ...NOTHING_SAID, together: found.together }, marks, voices),
      passage: fused({ ...NOTHING_SAID, passage: found.passage }, marks, voices),
      meaning: fused({ ...NOTHING_SAID, meaning: found.meaning }, marks, voices),
      company: fused({ ...NOTHING_SAID, company: found.company }, marks, voices),
    },
  }
}

function wordMatch(
  { parts }: Collection,
  { term, word, papers, weight, places }: Term,
  { item }: Found,
): WordMatch[] {
  const place = places[partOf(item)]!
  if (place < 0) return []
  const { segment } = parts[partOf(item)]!
  const document = documentOf(item)
  const cursor = postingCursor(segment.postings, place)
  if (cursor.seek(document) !== document) return []
  const numbers = cursor.positions().map((position) => fieldAt(segment, document, position))
  const fields = [...new Set(numbers)].map((field) => FIELDS[field]!)
  return [{ word, term, fields, papers, score: asBm25(weight * cursor.impact()) }]
}
