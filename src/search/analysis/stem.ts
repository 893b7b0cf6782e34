import { oneSpelling } from './one-spelling.ts'
import { porter2 } from './porter2.ts'

const ENGLISH_WORD = /^[a-z]{3,}$/

/** The Snowball English (Porter 2) stem of a folded word, in one spelling. Names with digits and other scripts stay as they are. 1 µs. */
export function stem(word: string): string {
  if (!ENGLISH_WORD.test(word)) return word
  const spelled = oneSpelling(word)
  return ENGLISH_WORD.test(spelled) ? porter2(spelled) : spelled
}
