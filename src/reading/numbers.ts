import { cleaned, parse, plain, SCALES, times, type Quantity } from './numeral.ts'
import type { Word } from './words.ts'

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const SPELLED = new Map([
  ...ONES.split(' ').map((word, index): [string, number] => [word, index + 1]),
  ...TENS.split(' ').map((word, index): [string, number] => [word, 10 * (index + 2)]),
])
const LONGEST_SPELLED = 9 // letters

/** Chunks longer than this are identifiers or data, never a number a person wrote. */
const LONGEST_NUMBER = 48

/** The number that starts at word `first`, or null when the word is none, is a label, or is part of a name. */
export function quantityAt(words: Word[], first: number): Quantity | null {
  const word = words[first]!
  const code = word.text.charCodeAt(0)
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
  if (letter && word.text.length <= LONGEST_SPELLED) {
    const spelled = SPELLED.get(word.lower)
    if (spelled !== undefined) return extend(words, plain(first, spelled, true))
    if (word.lower === 'a' && ROUND.test(words[first + 1]?.lower ?? ''))
      return extend(words, plain(first, 1, true)) // "a trillion"
    if (word.lower === 'a' || word.lower === 'an' || word.lower === 'single')
      return timeSpan(words, first)
  }
  if (TIMES.test(word.text)) return { ...parse(`${word.text.slice(1)}x`, first)! }
  if (letter && !'slg'.includes(word.lower[0]!)) return null // 'sim6%' and 'le11' have lost their backslash
  if (SPREAD.test(words[first - 1]?.text ?? '')) return null
  const digit = code >= 48 && code <= 57
  if ((!digit && !STARTS_NUMBER.test(word.text)) || word.text.length > LONGEST_NUMBER) return null
  if (code === DOLLAR && opensFormula(words, first)) return null
  const quantity = parse(cleaned(word.text), first)
  return quantity && extend(words, quantity)
}

/** "gains of x1.3": the sign in front. An "x86" without a fraction is a name. */
const TIMES = /^(?:x\d+\.\d+|×\d+(?:\.\d+)?)$/

const ROUND = /^(?:hundred|thousand|million|billion|trillion)(?:-|$)/
const DOLLAR = 36
const LONGEST_FORMULA = 10 // words

/** "$2 \\leq n \\leq 6$": a dollar sign that a later word closes opens a formula, no price. */
function opensFormula(words: Word[], first: number): boolean {
  if (words[first]!.text.indexOf('$', 1) > 0 || MEASURED.test(words[first]!.text)) return false
  for (const { text } of words.slice(first + 1, first + LONGEST_FORMULA)) {
    if (text.includes('$')) return !text.startsWith('$')
  }
  return false
}

/** "$95.50\\% \\pm 0.84\\%$": a share that TeX sets is a number all the same. */
const MEASURED = /^\$-?[\d.]+\\?%$/

/** The sign between a value and how far it spreads. What stands behind it is no number of its own. */
const SPREAD = /^\$?(?:\\pm|±|\+\/-)\$?$/

const STARTS_NUMBER = /^(?:[<>~≈∼≤≥+±−–$.-]|\\[$a-z]|\\\d|sim\d|le\d|ge\d)/

/** "in less than a week", "within a single day": one of them. Counter-example: "a week of data". */
function timeSpan(words: Word[], first: number): Quantity | null {
  const before = words[first - 1]?.lower ?? ''
  if (
    !BEFORE_TIME.test(before) ||
    (before === 'than' && !/^(?:less|more)$/.test(words[first - 2]?.lower ?? ''))
  )
    return null
  const single = words[first + 1]?.lower === 'single' ? first + 1 : first
  if (!/^(?:second|minute|hour|day|week|month|year)$/.test(words[single + 1]?.lower ?? ''))
    return null
  return { ...plain(first, 1), last: single, spelled: true }
}

const BEFORE_TIME = /^(?:than|under|within|in|just|only|about|approximately|nearly|roughly|after)$/

/** Takes in what the next words add: "24 billion", "71 times", "20 percent", "2.5 \times". */
function extend(words: Word[], quantity: Quantity): Quantity {
  let next = words[quantity.last + 1]
  const free = () => quantity.suffix === '' && words[quantity.last]!.after === ''
  const factor = next && free() ? SCALES[next.lower.split('-')[0]!] : undefined
  if (next && factor && next.lower.length > 1) {
    quantity.value = times(quantity.value, factor)
    quantity.scale = 'word'
    quantity.last++
    quantity.suffix = next.lower.split('-')[1] ?? ''
    next = words[quantity.last + 1]
  }
  if (!next || !free() || quantity.sign) return quantity
  const sign = SIGN_WORDS[next.lower] ?? (next.lower.startsWith('\\times') ? 'x' : undefined)
  if (sign && !(sign === 'x' && quantity.spelled && quantity.value === 1)) {
    quantity.sign = sign
    quantity.last++
  }
  return quantity
}

const SIGN_WORDS: Record<string, '%' | 'x'> = {
  '%': '%',
  '\\%': '%',
  percent: '%',
  'per-cent': '%',
  times: 'x',
  x: 'x',
  '×': 'x',
  fold: 'x',
}
