/** How much each voice counts; words have the rest to 1. Chosen by `npm run tune:search`; docs/search.md has the table. */
export interface Voices {
  meaning: number // cosine between the query and the paper
  company: number // cosine between the paper and the first few papers found
  first: number // how many those are: they stand for what is wanted (Rocchio, 1971, without the negatives)
  together: number // words of the query side by side, as a share of what words count: 1 doubles it where all are
  passage: number // words of the query in one passage, likewise
  near: number | null // how near a paper must be to count as found without a word of the query: see `nearFrom`
  enough: number // words typed from which meaning and company have their full weight: fewer say too little to be interpreted
  full: number // share of the score that a paper full of all the words would have, from which words count in full
}

export const VOICES: Voices = {
  meaning: 0.15,
  company: 0.2,
  first: 2,
  together: 0.3,
  passage: 0.3,
  near: 0.3,
  enough: 4,
  full: 0.4,
}

/**
 * The word score that counts as 1. The best of this query, since word scores have no fixed range; but when even the best
 * paper says little of what was asked, words have found little, and must not speak as if they had.
 *
 * `attainable` is what a paper full of all the words would score.
 */
export function fullMarks(bestWords: number, attainable: number, { full }: Voices): number {
  return Math.max(bestWords, full * attainable)
}

/** What each voice says of a paper. */
export interface Said {
  words: number // score of words
  together: number // see `together`
  passage: number // see `bestPassages`
  meaning: number // cosine with the query
  company: number // cosine with the first papers found
}

export const NOTHING_SAID: Said = { words: 0, together: 0, passage: 0, meaning: 0, company: 0 }

/**
 * One score from what the voices say, from 0 to 1.4, as where words stand comes on top. Word scores count relative to `marks`, of `fullMarks`; the others
 * are as they are. A weighted sum keeps how sure each voice is, which ranks throw away.
 */
export function fused(said: Said, marks: number, voices: Voices): number {
  const relative = marks > 0 ? said.words / marks : 0
  const place = voices.together * said.together + voices.passage * said.passage
  return (
    (1 - voices.meaning - voices.company) * (relative + place) +
    voices.meaning * said.meaning +
    voices.company * said.company
  )
}
