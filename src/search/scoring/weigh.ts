import { lookUp, type Collection } from '../collection/collection.ts'
import type { QueryWord } from '../query/query.ts'
import { HIGHEST_IMPACT } from '../structures/postings.ts'
import { termWeight } from './bm25f.ts'
import type { WeightedTerm } from './clauses.ts'

/** A term of the query with all that scoring needs. */
export interface Term {
  term: string
  word: string // as typed
  papers: number // alive, that have it
  weight: number
  places: number[] // its number in each part, -1 where it does not occur
}

/** The terms of the words: stems, and unstemmed forms with their share. Terms that no living paper has are left out. */
export function weigh(collection: Collection, words: QueryWord[], exactShare: number): Term[] {
  const shares = new Map<string, { word: string; share: number }>()
  const give = (term: string, word: string, share: number) => {
    const known = shares.get(term)
    if (known) known.share += share
    else shares.set(term, { word, share })
  }
  for (const { text, stem, exact, share } of words) {
    give(stem, text, share)
    if (exact !== stem && exactShare > 0) give(exact, text, share * exactShare)
  }

  const terms: Term[] = []
  for (const [term, { word, share }] of shares) {
    const { papers, places } = lookUp(collection, term)
    if (papers > 0)
      terms.push({
        term,
        word,
        papers,
        weight: termWeight(collection.papers, papers, share),
        places,
      })
  }
  return terms
}

/** What a paper would score that is full of all typed words, known or not: what is asked for and nobody writes is missed too. */
export function attainableScore(
  collection: Collection,
  words: QueryWord[],
  exactShare: number,
): number {
  let score = 0
  for (const { stem, exact, share, isTyped } of words) {
    if (!isTyped) continue
    const all = exact === stem ? share : share * (1 + exactShare)
    score += termWeight(collection.papers, lookUp(collection, stem).papers, all) * HIGHEST_IMPACT
  }
  return score
}

export function termsOfPart(terms: Term[], part: number): WeightedTerm[] {
  return terms
    .filter(({ places }) => places[part]! >= 0)
    .map(({ places, weight }) => ({ term: places[part]!, weight }))
}
