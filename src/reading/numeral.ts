import type { Modifier } from './finding.ts'

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

export const SCALES: Record<string, number> = {
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

export function plain(first: number, value: number, spelled = false): Quantity {
  return { first, last: first, value, sign: '', scale: '', suffix: '', spelled }
}

/** TeX and its debris made plain: `$\sim$54.6\%` is `~54.6%`, `2-4times` is `2-4x`. */
export function cleaned(text: string): string {
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

export function parse(text: string, first: number): Quantity | null {
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
  if (isYear(low) && isYear(high)) return null
  quantity.value = [round(from), round(high.value)]
  quantity.sign = quantity.sign || high.sign
  quantity.scale = high.scale
  return finish(quantity, high.rest)
}

/** The years of "2001-2003" count nothing. */
const isYear = ({ value, scale, sign }: Part) =>
  scale === '' && sign === '' && Number.isInteger(value) && value >= 1900 && value < 2100

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

/** The number or both ends of the range times `factor`. */
export function times(value: number | [number, number], factor: number): number | [number, number] {
  return typeof value === 'number'
    ? round(value * factor)
    : [round(value[0] * factor), round(value[1] * factor)]
}

/** The number, or the upper end of the range. */
export const maximum = ({ value }: { value: number | [number, number] }) =>
  typeof value === 'number' ? value : value[1]
