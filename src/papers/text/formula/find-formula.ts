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

/** Brackets do not nest: a second opening one before the closing one means that the first opens nothing. */
function betweenBrackets(text: string, at: number, limit: number): FoundFormula | null {
  const display = text[at + 1] === '['
  const ahead = text.slice(at + 2, limit)
  const again = ahead.indexOf(display ? String.raw`\[` : String.raw`\(`)
  const closing = ahead
    .slice(0, again < 0 ? undefined : again)
    .indexOf(display ? String.raw`\]` : String.raw`\)`)
  if (closing < 0 || isProse(ahead.slice(0, closing))) return null
  return { from: at + 2, until: at + 2 + closing, to: at + 4 + closing, display }
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
const SCALE = /^\d[\d.,]*\s?(?:thousand|million|billion|trillion|hundred|per|each|USD|dollars)\b/
const PLAIN_WORD =
  /(?<![\\A-Za-z])(?!(?:log|ln|exp|max|min|mod|sin|cos|poly|polylog|times|sim|approx|leq|geq)\b)[A-Za-z]?[a-z]+[a-z](?![A-Za-z])/g

/**
 * `$5 and $10` reads like a formula that starts with 5. It is a price when the number goes on as a sentence,
 * or the second dollar has a number of its own behind it.
 */
function isPrice(tex: string, after: string): boolean {
  if (!/^\d/.test(tex)) return false
  if (SCALE.test(tex)) return true
  return !TEX.test(tex) && (/\s$/.test(tex) || /\d/.test(after) || words(tex).length > 1)
}

/** What lies between two formulas, when a stray dollar before them put the pairs out of step. */
function isProse(tex: string): boolean {
  const plain = tex.replace(/\\(?:text\w*|mbox|mathrm|operatorname)\s*\{[^{}]*\}/g, '')
  if (/[_^]/.test(plain)) return false
  const isLoose = /^\s|\s$/.test(tex) && !TEX.test(tex)
  return isLoose ? words(plain).length > 0 : THREE_WORDS.test(plain)
}

const THREE_WORDS = /(?<![\\A-Za-z])[A-Za-z]{2,},? [A-Za-z]{2,},? [a-z]{2,}/

function words(tex: string): string[] {
  return (tex.match(PLAIN_WORD) ?? []).filter((word) => word.length > 2)
}
