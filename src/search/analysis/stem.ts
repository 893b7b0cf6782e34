import porter2 from 'wink-porter2-stemmer'

const ENGLISH_WORD = /^[a-z]{3,}$/

/** The Snowball English (Porter 2) stem of a folded word. Numbers, names with digits and other scripts stay as they are. */
export function stem(word: string): string {
  return ENGLISH_WORD.test(word) ? porter2(word) : word
}
