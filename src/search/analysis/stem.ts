import porter2 from 'wink-porter2-stemmer'
import { oneSpelling } from './one-spelling.ts'

const ENGLISH_WORD = /^[a-z]{3,}$/

const REMEMBERED = 100_000 // words, some 12 MB
let stems = new Map<string, string>()

/**
 * The Snowball English (Porter 2) stem of a folded word, in one spelling. Names with digits and other scripts stay as they are.
 * Costs 10 µs for a new word, so the last ones are remembered.
 */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  if (stems.size >= REMEMBERED) stems = new Map()
  const found = newStem(word)
  stems.set(word, found)
  return found
}

/** The endings that a rule of the stemmer looks at. Two words in five have none, and are their own stems. */
const MAY_CHANGE = /(?:[eilsy]|ed|ing|ion|[eo]r|ism|nt|ic)$/

function newStem(word: string): string {
  if (!ENGLISH_WORD.test(word)) return word
  const spelled = oneSpelling(word)
  return ENGLISH_WORD.test(spelled) && MAY_CHANGE.test(spelled) ? porter2(spelled) : spelled
}
