/**
 * The last part of an author's address: 'José-Luis Blanco' is 'jose-luis-blanco'.
 * Spellings that differ in case, accents or punctuation share a page. Empty when a name holds no letter or digit.
 */
export function authorKey(name: string): string {
  return slug(slug(name).slice(0, AUTHOR_KEY_LENGTH_MAX)) // again: the cut may leave half a letter or a hyphen
}

const AUTHOR_KEY_LENGTH_MAX = 100 // a consortium's full name fits; a paragraph that slipped into the list does not

/** Lower case, without accents, words joined by hyphens. Letters of every script stay. */
export function slug(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/**
 * How two spellings of the same word become equal: compatible forms, case and accents do not count. Marks that make
 * another word, as the vowel signs of Hindi do, stay.
 */
export function fold(text: string): string {
  return PLAIN.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase()
}

const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu
const PLAIN = /^[\x20-\x7e]*$/
const SUFFIX = /^(?:jr|sr|ii|iii|iv)$/

/** 'teh' for 'Yee Whye Teh', 'Teh, Yee Whye' and 'Y. W. Teh': what two lists of authors are compared by. */
export function surname(name: string): string {
  const comma = name.indexOf(',')
  const last = comma > 0 && !SUFFIX.test(slug(name.slice(comma + 1))) ? name.slice(0, comma) : name
  const words = slug(last)
    .split('-')
    .filter((word) => !SUFFIX.test(word))
  return (words.at(-1) ?? '').slice(0, SURNAME_LENGTH_MAX)
}

const SURNAME_LENGTH_MAX = 50 // part of an index key, which may not be endless
