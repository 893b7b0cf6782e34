import { expect, test } from 'vitest'
import { claimValue, shortNumber, spokenValue } from './claim-value.ts'

const plain = { low: null, modifier: null }

test.each([
  [{ ...plain, value: 3.7, unit: 'x' }, '3.7×'],
  [{ ...plain, value: 51.6, low: 20, unit: '%' }, '20–51.6 %'],
  [{ ...plain, value: 7e9, unit: 'parameters' }, '7B parameters'],
  [{ ...plain, value: 100_000, unit: 'USD' }, '$ 100K'],
  [{ ...plain, value: 0.87, unit: 'score' }, '0.87'],
  [{ ...plain, value: 50, modifier: 'at_least' as const, unit: 'languages' }, '≥ 50 languages'],
])('%j is shown as %s', (claim, shown) => {
  expect(claimValue(claim)).toBe(shown)
})

test('what signs say is said in words to whoever listens', () => {
  expect(spokenValue({ ...plain, value: 2, modifier: 'more_than', unit: 'x' })).toBe('more than 2×')
})

test.each([
  [0, '0'],
  [1536, '1,536'],
  [10_000, '10K'],
  [1.75e11, '175B'],
  [2.5e13, '25T'],
  [-12_345_678, '-12.35M'],
  [0.000_123, '0.000123'],
])('%d is written %s', (value, written) => {
  expect(shortNumber(value)).toBe(written)
})
