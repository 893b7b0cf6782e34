import type { Modifier } from './finding.ts'
import type { Word } from './words.ts'

/** A number as the text writes it, from word `first` to word `last` inclusive. */
export interface Quantity {
  first: number
  last: number
  value: number | [number, number]
  sign: '' | '%' | 'x' | 'USD'
  scale: '' | 'letter' | 'word' // 175B, or 175 billion
  suffix: string // what is glued to it: 'parameter' in '70B-parameter', 'ms' in '13ms'
  modifier?: Modifier
  spelled: boolean // eight, not 8
}

const SCALES: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  millions: 1e6,
  billion: 1e9,
  trillion: 1e12,
  K: 1e3,
  k: 1e3,
  M: 1e6,
  B: 1e9,
  T: 1e12,
}

const SPELLED: Record<string, number> = Object.fromEntries(
  [
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(
      ' ',
    ),
    ['seventeen', 'eighteen', 'nineteen', 'twenty'],
  ]
    .flat()
    .map((word, index) => [word, index + 1]),
)
for (const [index, word] of 'thirty forty fifty sixty seventy eighty ninety'.split(' ').entries()) {
  SPELLED[word] = 30 + 10 * index
}

/** Chunks longer than this are identifiers or data, never a number a person wrote. */
const LONGEST_NUMBER = 48

/** The number that starts at word `first`, or null when the word is none, is a label, or is part of a name. */
export function quantityAt(words: Word[], first: number): Quantity | null {
  const word = words[first]!
  const spelled = SPELLED[word.lower]
  if (spelled !== undefined) return extend(words, plain(first, spelled, true))
  if (word.lower === 'a' || word.lower === 'an' || word.lower === 'single')
    return timeSpan(words, first)
  const code = word.text.charCodeAt(0)
  const mayBeNumber = (code >= 48 && code <= 57) || STARTS_NUMBER.test(word.text)
  if (!mayBeNumber || word.text.length > LONGEST_NUMBER) return null
  const quantity = parse(cleaned(word.text), first)
  return quantity && extend(words, quantity)
}

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

function plain(first: number, value: number, spelled = false): Quantity {
  return { first, last: first, value, sign: '', scale: '', suffix: '', spelled }
}

/** TeX and its debris made plain: `$\sim$54.6\%` is `~54.6%`, `2-4times` is `2-4x`. */
function cleaned(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(/^\$(?=[\d.,]+[KMB]?$)/, 'USD') // a dollar that nothing closes is money
    .replace(/\\\$/g, 'USD')
    .replace(/^\\(?=\d)/, 'USD') // `\800` is `\$800` after a careless export
    .replace(/\\(?:text|math)(?:bf|it|rm|tt|sf)?|[{}$]|\\[,;!]/g, '')
    .replace(/\\times|×|✕|(?<=\d)times$/g, 'x')
    .replace(/\\sim|\\approx|[≈∼]|^sim(?=\d)/g, '~')
    .replace(/\\leq?|≤|^le(?=\d)/g, '≤')
    .replace(/\\geq?|≥|^ge(?=\d)/g, '≥')
    .replace(/\\pm|\+\/-/g, '±')
    .replace(/\\%/g, '%')
    .replace(/[−–—]|--/g, '-')
}

const PLAIN = /^\d[\d,.]*[%xKMBTk]?$/
const PREFIX = /^(?:[<>~≤≥+]|-(?=[\d.])|USD|(?<=USD)\s)*/
const NUMERAL = /^(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)/
const SCALE = /^(?:-?(hundred|thousand|million|billion|trillion)|([KMBTk])(?![A-Za-z]))/
const SIGN = /^(%|[xX](?![A-Za-z]))/
const SUFFIX = /^-?([A-Za-z/°µ]+)$/

interface Part {
  value: number
  scale: Quantity['scale']
  factor: number
  sign: '' | '%' | 'x'
  rest: string
}

function parse(text: string, first: number): Quantity | null {
  const prefix = PREFIX.exec(text)![0]
  const low = part(text.slice(prefix.length))
  if (!low) return null
  const quantity: Quantity = {
    ...plain(first, low.value),
    sign: prefix.includes('USD') ? 'USD' : low.sign,
    scale: low.scale,
  }
  const modifier = modifierOfSigns(prefix)
  if (modifier) quantity.modifier = modifier

  const high = /^-+\$?[\d.]/.test(low.rest) ? part(low.rest.replace(/^-+\$?/, '')) : null
  if (high) return range(quantity, low, high)
  return finish(quantity, low.rest)
}

function part(text: string): Part | null {
  const numeral = NUMERAL.exec(text)
  if (!numeral) return null
  let rest = text.slice(numeral[0].length)
  const scale = SCALE.exec(rest)
  const factor = scale ? SCALES[scale[1] ?? scale[2]!]! : 1
  if (scale) rest = rest.slice(scale[0].length)
  const sign = SIGN.exec(rest)
  if (sign) rest = rest.slice(sign[0].length)
  return {
    value: Number(numeral[0].replaceAll(',', '')) * factor,
    factor,
    scale: !scale ? '' : scale[1] ? 'word' : 'letter',
    sign: !sign ? '' : sign[1] === '%' ? '%' : 'x',
    rest,
  }
}

/** 2-4x and 1B-8B; the scale and sign of the end hold for the start. Null for 4M-21 and 2023-12: no ranges. */
function range(quantity: Quantity, low: Part, high: Part): Quantity | null {
  const from = low.factor === 1 ? low.value * high.factor : low.value
  if (!(from < high.value) || (low.sign && low.sign !== high.sign)) return null
  quantity.value = [round(from), round(high.value)]
  quantity.sign = quantity.sign || high.sign
  quantity.scale = high.scale
  return finish(quantity, high.rest)
}

function finish(quantity: Quantity, rest: string): Quantity | null {
  if (typeof quantity.value === 'number') quantity.value = round(quantity.value)
  if (rest.startsWith('+')) {
    quantity.modifier = 'more_than'
    rest = rest.slice(1)
    if (rest.startsWith('%')) {
      quantity.sign = '%'
      rest = rest.slice(1)
    }
  }
  if (rest.startsWith('±')) {
    if (rest.endsWith('%')) quantity.sign = '%'
    rest = ''
  }
  if (rest === '' || rest === '-') return quantity
  const suffix = SUFFIX.exec(rest)
  if (!suffix) return null
  quantity.suffix = suffix[1]!
  return quantity
}

/** Decimal fractions times powers of ten leave dust: 16.8 * 1e9 must be 16800000000. */
const round = (value: number) => Number(value.toPrecision(12))

function modifierOfSigns(prefix: string): Modifier | undefined {
  if (prefix.includes('~')) return 'approx'
  if (prefix.includes('>')) return 'more_than'
  if (prefix.includes('<')) return 'less_than'
  if (prefix.includes('≤')) return 'at_most'
  return prefix.includes('≥') ? 'at_least' : undefined
}

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

/** The number or both ends of the range times `factor`. */
export function times(value: number | [number, number], factor: number): number | [number, number] {
  return typeof value === 'number'
    ? round(value * factor)
    : [round(value[0] * factor), round(value[1] * factor)]
}
