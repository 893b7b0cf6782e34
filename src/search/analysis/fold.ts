/** Letters that NFD does not take apart, written as people type them without the key. */
const PLAIN: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h', ŋ: 'n', '×': 'x',
} // prettier-ignore
const SPECIAL = /[ßæœøđðłıþħŋ×]/g
const OUTSIDE_ASCII = /[^\0-\x7f]/

/**
 * One spelling for what readers take for the same letters: compatibility forms (NFKC: 'ﬁ', '𝐀', full-width), lower case,
 * no accents. 'Łukasz' is 'lukasz', 'Großmann' is 'grossmann', 'Erdős' is 'erdos'. Lone surrogates are dropped.
 */
export function fold(text: string): string {
  if (!OUTSIDE_ASCII.test(text)) return text.toLowerCase()
  return text
    .toWellFormed()
    .replaceAll('\uFFFD', '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(SPECIAL, (letter) => PLAIN[letter]!)
    .normalize('NFC')
}
