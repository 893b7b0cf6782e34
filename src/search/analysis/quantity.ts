/** Zeros that a word or a letter after a number stands for. 'm' may be metres and 'b' a version; an extra term harms neither. */
const ZEROS: Record<string, number> = {
  k: 3, thousand: 3, m: 6, million: 6, b: 9, billion: 9, t: 12, trillion: 12,
} // prettier-ignore

const NUMBER = /^\d+(?:\.\d+)?$/
const NUMBER_WITH_LETTER = /^(\d+(?:\.\d+)?)([kmbt])$/
const ONLY_DIGITS = /^[\d.,]+$/
const NEXT_WORD = /[ \u00a0](?:thousand|million|billion|trillion|times)(?![\p{L}\p{N}])/iuy

/**
 * One spelling for what parts[at] counts, or null when it is no number with a size: '20m', '20' before 'million' and '20000000'
 * are all 20000000, '1.5b' is 1500000000; '2' before 'times' is 2x.
 */
export function quantityAt(parts: string[], at: number): string | null {
  const part = parts[at]!
  if (NUMBER.test(part)) {
    const next = parts[at + 1] ?? ''
    if (next === 'times') return `${part}x`
    return next.length > 1 && Object.hasOwn(ZEROS, next) ? withZeros(part, ZEROS[next]!) : null
  }
  const [, digits, letter] = NUMBER_WITH_LETTER.exec(part) ?? []
  return digits === undefined ? null : withZeros(digits, ZEROS[letter!]!)
}

/** Moves the decimal point to the right, on paper: 1.005 million is exactly 1005000. */
function withZeros(number: string, zeros: number): string | null {
  const [whole = '', fraction = ''] = number.split('.')
  if (fraction.length > zeros) return null
  return (whole + fraction.padEnd(zeros, '0')).replace(/^0+(?=\d)/, '')
}

/** Where a number that a chunk of text ends with goes on in the next word: after 'million' in '20 million'; else `end`. */
export function endOfQuantity(text: string, start: number, end: number): number {
  NEXT_WORD.lastIndex = end
  if (!ONLY_DIGITS.test(text.slice(start, end)) || !NEXT_WORD.test(text)) return end
  return NEXT_WORD.lastIndex
}
