import { expect, test } from 'vitest'
import { canonicalAddress } from './address.ts'

test('parameters that no page reads are dropped', () => {
  expect(canonicalAddress('/papers?utm_source=x&page=2&fbclid=y')).toBe('/papers?page=2')
  expect(canonicalAddress('/papers?utm_source=x')).toBe('/papers')
  expect(canonicalAddress('/papers?')).toBe('/papers')
})

test('of a parameter given twice, the first counts', () => {
  expect(canonicalAddress('/papers?page=2&page=3')).toBe('/papers?page=2')
})

test('a path is kept as it is', () => {
  expect(canonicalAddress('/authors/j%C3%BCrgen')).toBe('/authors/j%C3%BCrgen')
})
