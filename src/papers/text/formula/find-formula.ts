/** TeX between two indices of a text; `to` is behind the closing dollars. */
export interface FoundFormula {
  from: number
  until: number // where the TeX ends and the closing dollars start
  to: number
  display: boolean
}

/** The longest formula of 129,000 in abstracts has 1,743 characters, and that one is two stray dollars. */
export const MAX_FORMULA_CHARACTERS = 2_000

/**
 * The formula that starts with the dollar, `\(` or `\[` at `at`, or null when that dollar is a dollar.
 * Looks ahead by no more than one formula's length.
 */
export function findFormula(text: string, at: number, end: number): FoundFormula | null {
  const limit = Math.min(end, at + MAX_FORMULA_CHARACTERS)
  if (text[at] === '\\') return betweenBrackets(text, at, limit)
  return text[at + 1] === '$'
    ? betweenDoubleDollars(text, at, limit)
    : betweenDollars(text, at, limit)
}

function betweenBrackets(text: string, at: number, limit: number): FoundFormula | null {
  const display = text[at + 1] === '['
  const window = text.slice(at, limit)
  const closing = window.indexOf(display ? String.raw`\]` : String.raw`\)`, 2)
  const found = { from: at + 2, until: at + closing, to: at + closing + 2, display }
  return closing < 0 || isProse(window.slice(2, closing)) ? null : found
}

/** `$$…$$`, or `$$…$` of an author who typed one dollar too many. */
function betweenDoubleDollars(text: string, at: number, limit: number): FoundFormula | null {
  const window = text.slice(at, limit)
  const closing = window.indexOf('$$', 2)
  if (closing < 0) return betweenDollars(text, at + 1, limit)
  if (isProse(window.slice(2, closing))) return null
  return { from: at + 2, until: at + closing, to: at + closing + 2, display: true }
}

function betweenDollars(text: string, at: number, limit: number): FoundFormula | null {
  const closing = closingDollar(text, at + 1, limit)
  if (closing === null) return null

  const tex = text.slice(at + 1, closing)
  if (isPrice(tex, text[closing + 1] ?? '') || isProse(tex)) return null
  return { from: at + 1, until: closing, to: closing + 1, display: false }
}

/** The next dollar that is not escaped. One inside `\text{…$x$…}` belongs to the formula there. */
function closingDollar(text: string, from: number, limit: number): number | null {
  let depth = 0
  let nested = false
  let nearest: number | null = null

  for (let at = from; at < limit; at++) {
    const character = text[at]
    if (character === '\\') {
      nested ||= /^\\(?:text|mbox)/.test(text.slice(at, at + 5))
      at++
    } else if (character === '{') depth++
    else if (character === '}') depth--
    else if (character === '$') {
      if (depth <= 0 || !nested) return at
      nearest ??= at
    }
  }
  return nearest
}

const TEX = /[\\^_{}=<>]/

/**
 * `$5 and $10` reads like a formula that starts with 5. It is a price when the number goes on as a sentence,
 * or the second dollar has a number of its own behind it.
 */
function isPrice(tex: string, after: string): boolean {
  if (!/^\d/.test(tex)) return false
  return (!TEX.test(tex) && (/\s$/.test(tex) || /\d/.test(after))) || startsSentence(tex)
}

const FUNCTION = '(?:log|ln|exp|max|min|mod|sin|cos|poly|polylog|times|sim|approx|leq|geq)'

function startsSentence(tex: string): boolean {
  return new RegExp(
    `^\\d[\\d.,]*\\s*(?:[KMBkmb]|\\w+)?\\s+(?!${FUNCTION}\\b)[a-z]{2,} (?!${FUNCTION}\\b)[A-Za-z]{2,}`,
  ).test(tex)
}

/** What lies between two formulas, when a stray dollar before them put the pairs out of step. */
function isProse(tex: string): boolean {
  const plain = tex.replace(/\\(?:text\w*|mbox|mathrm|operatorname)\s*\{[^{}]*\}/g, '')
  return /(?<![\\A-Za-z])[A-Za-z]{2,},? [A-Za-z]{2,},? [a-z]{2,}/.test(plain) && !/[_^]/.test(plain)
}
