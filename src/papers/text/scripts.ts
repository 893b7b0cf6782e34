const PLAIN = '0123456789+-=n'
const ABOVE = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿ'
const BELOW = '₀₁₂₃₄₅₆₇₈₉₊₋₌' // no n: few fonts have it

const AS_IT_IS = /^(?:[′″‴*†‡°™®%]+|st|nd|rd|th)$/ // 5th, x′: typed as they are set

/**
 * A power in plain text: x², 10⁻³, 5th, and x^k where Unicode has no good letter.
 * More than one word or symbol is bracketed, n^(k+1), so that it cannot be read as (n^k)+1.
 */
export function superscript(power: string): string {
  const plain = power === '∘' ? '°' : power === 'TM' ? '™' : power
  return plain === '' || AS_IT_IS.test(plain)
    ? plain
    : (inUnicode(plain, ABOVE) ?? `^${grouped(plain)}`)
}

/** An index in plain text: H₂O, and G_in or x_(i+1) where Unicode has no good letter. */
export function subscript(index: string): string {
  return index === '' ? '' : (inUnicode(index, BELOW) ?? `_${grouped(index)}`)
}

function inUnicode(text: string, letters: string): string | null {
  if (!/^(?:[+-]?\d+|[+=-]|n)$/.test(text)) return null
  const set = text.replace(/./g, (character) => letters[PLAIN.indexOf(character)] ?? '')
  return set.length === text.length ? set : null
}

/** Brackets around what is not one word, one number or one symbol, and has no brackets yet. */
export function grouped(text: string): string {
  if (/^(?:[\p{L}\p{M}\p{N}.%′*]+|.)$/u.test(text) || isBracketed(text)) return text
  return `(${text})`
}

function isBracketed(text: string): boolean {
  if (!/^[([{].*[)\]}]$/s.test(text)) return false
  let depth = 0
  for (let at = 0; at < text.length - 1; at++) {
    if ('([{'.includes(text[at]!)) depth++
    if (')]}'.includes(text[at]!)) depth--
    if (depth === 0) return false
  }
  return true
}
