import { FIELDS, type Field } from '../document.ts'
import { HIGHEST_IMPACT } from '../structures/postings.ts'

/** How much each field counts and how much its length is held against it. Chosen by `npm run tune:search climb`; docs/search.md has the table. */
export interface Scoring {
  k1: number // how soon further occurrences stop counting
  weights: Record<Field, number>
  b: Record<Field, number> // 0: length does not matter; 1: twice as long counts half
  exactShare: number // of a word's weight, that its unstemmed form in a title or name adds
}

export const SCORING: Scoring = {
  k1: 1.2,
  weights: { title: 1.5, abstract: 1, systems: 2, authors: 1, topics: 1 },
  b: { title: 0.5, abstract: 0.9, systems: 0, authors: 0, topics: 0 },
  exactShare: 0.1,
}

/** Mean field lengths in words, by field number. Fixed while an index lives, so that impacts can be stored. */
export type Averages = readonly number[]

/** What one occurrence in each field is worth in a paper with these field lengths, by field number. */
export function fieldWorth(
  lengths: ArrayLike<number>,
  averages: Averages,
  { weights, b }: Scoring,
): Float64Array {
  return Float64Array.from(FIELDS, (field, number) => {
    const relative = averages[number]! > 0 ? lengths[number]! / averages[number]! : 1
    return weights[field] / (1 - b[field] + b[field] * relative)
  })
}

/**
 * How strongly a paper speaks of a term, as a whole number from 1 to 255.
 *
 * BM25F (Robertson, Zaragoza, Taylor, CIKM 2004): occurrences are summed over the fields, weighted and divided by relative
 * field length, before one saturation x / (k1 + x). Rounding is part of the definition: integer scores add up to the
 * same number in every order, so pruning cannot change a result.
 *
 * `counts` holds occurrences by field number from `at` on, `worth` comes from `fieldWorth`.
 */
export function impact(
  counts: ArrayLike<number>,
  at: number,
  worth: ArrayLike<number>,
  k1: number,
): number {
  let x = 0
  for (let field = 0; field < FIELDS.length; field++) x += worth[field]! * counts[at + field]!
  return Math.max(1, Math.round((HIGHEST_IMPACT * x) / (k1 + x)))
}

/** What term weights are counted in: thousandths of a natural logarithm. */
const WEIGHT_UNIT = 1000

/**
 * How much a term tells apart: idf as Lucene has it, ln(1 + (N - n + 0.5) / (n + 0.5)), times `share`, as a whole number of
 * thousandths. Never below 1, so that a word of every paper still orders papers that differ in nothing else.
 */
export function termWeight(papers: number, papersWithTerm: number, share: number): number {
  const idf = Math.log(1 + (papers - papersWithTerm + 0.5) / (papersWithTerm + 0.5))
  return Math.max(1, Math.round(WEIGHT_UNIT * share * idf))
}

/** Scores of words are whole numbers; this is one of them as plain BM25, for people. */
export function asBm25(score: number): number {
  return score / (WEIGHT_UNIT * HIGHEST_IMPACT)
}
