/** How much each voice counts; words have the rest to 1. Narrowed by `npm run tune:search`; see docs/search.md. */
export interface Voices {
  meaning: number // cosine between the query and the paper
  company: number // cosine between the paper and the first few papers found
  first: number // how many those are: they stand for what is wanted (Rocchio, 1971, without the negatives)
}

export const VOICES: Voices = { meaning: 0.25, company: 0.25, first: 2 }

/**
 * One score from what words and meaning say, from 0 to about 1. Word scores have no fixed range, so they count relative to
 * the best of this query; cosines are as they are. A weighted sum keeps how sure each voice is, which ranks throw away.
 */
export function fused(
  words: number,
  bestWords: number,
  cosine: number,
  companyCosine: number,
  voices: Voices,
): number {
  const relative = bestWords > 0 ? words / bestWords : 0
  return (
    (1 - voices.meaning - voices.company) * relative +
    voices.meaning * cosine +
    voices.company * companyCosine
  )
}
