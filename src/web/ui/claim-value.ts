import type { Modifier } from '../../reading/finding.ts'

/** The number of a claim with what qualifies it. */
export interface ClaimNumber {
  value: number // of a range its upper end
  low: number | null
  modifier: Modifier | null
  unit: string
}

const SIGNS: Record<Modifier, string> = {
  at_least: '≥ ',
  more_than: '> ',
  at_most: '≤ ',
  less_than: '< ',
  approx: '≈ ',
}

/** '≥ 3.7×', '20–51.6 %', '7B parameters', '$ 100K', '0.87'. */
export function claimValue({ value, low, modifier, unit }: ClaimNumber): string {
  const amount = low === null ? shortNumber(value) : `${shortNumber(low)}–${shortNumber(value)}`
  return (modifier === null ? '' : SIGNS[modifier]) + withUnit(amount, unit)
}

function withUnit(amount: string, unit: string): string {
  if (unit === 'x') return `${amount}×`
  if (unit === '%') return `${amount} %`
  if (unit === 'USD') return `$ ${amount}`
  return unit === 'score' ? amount : `${amount} ${unit}`
}

const SCALES: [number, string][] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e4, 'K'],
]
const PLAIN = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 6 })
const SCALED = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 })

/** '1,536', '12K', '7B', '0.003': as papers write them, four digits of what is large. */
export function shortNumber(value: number): string {
  const size = Math.abs(value)
  const scale = SCALES.find(([least]) => size >= least)
  if (scale === undefined) return PLAIN.format(value)
  const unit = scale[1] === 'K' ? 1000 : scale[0]
  return `${SCALED.format(value / unit)}${scale[1]}`
}

const MODIFIERS: Record<Modifier, string> = {
  at_least: 'at least ',
  more_than: 'more than ',
  at_most: 'at most ',
  less_than: 'less than ',
  approx: 'about ',
}

/** The same to be read aloud: signs of comparison as words. */
export function spokenValue({ modifier, ...number }: ClaimNumber): string {
  return (modifier === null ? '' : MODIFIERS[modifier]) + claimValue({ ...number, modifier: null })
}
