import { frequency, type Postings } from '../structures/postings.ts'
import { growing, push, taken } from '../structures/growing.ts'
import {
  picked,
  prefixed,
  size,
  type PrefixedVocabulary,
  type Vocabulary,
} from '../structures/vocabulary.ts'

/** One document in so many, and at least so many. Of 300,000 papers, 7 of 100 terms are as frequent. */
const SHARE = 20_000
const FEWEST = 4

/**
 * The terms that rare ones may be misspellings of: few, so that looking for one takes a tenth of what it does among all. A
 * spelling that all segments together have in one paper in 10,000 is among them in at least one.
 */
export function frequentTerms(
  terms: Vocabulary,
  postings: Postings,
  documents: number,
): PrefixedVocabulary {
  const least = Math.max(FEWEST, documents / SHARE)
  const frequent = growing(Uint32Array)
  for (let place = 0; place < size(terms); place++)
    if (frequency(postings, place) >= least) push(frequent, place)
  return prefixed(picked(terms, taken(frequent)))
}
