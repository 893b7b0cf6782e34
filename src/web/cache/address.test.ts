import { expect, test } from 'vitest'
import { canonicalAddress } from './address.ts'

test('parameters that no page reads are dropped', () => {
  expect(canonicalAddress('/papers?utm_source=x&page=2&fbclid=y')).toBe('/papers?page=2')
  expect(canonicalAddress('/papers?utm_source=x')).toBe('/papers')
  expect(canonicalAddress('/papers?')).toBe('/papers')
})

test('a search keeps what it asks for, and pages that search nothing drop it', () => {
  expect(canonicalAddress('/papers?sort=votes&q=a+b&x=y')).toBe('/papers?q=a+b&sort=votes')
  expect(canonicalAddress('/papers/2504.00001?q=a')).toBe('/papers/2504.00001')
  expect(canonicalAddress('/api/papers/search?limit=2&q=a&page=3')).toBe(
    '/api/papers/search?q=a&limit=2',
  )
})

test('of a parameter given twice, the first counts', () => {
  expect(canonicalAddress('/papers?page=2&page=3')).toBe('/papers?page=2')
})

test('a path is kept as it is', () => {
  expect(canonicalAddress('/authors/j%C3%BCrgen')).toBe('/authors/j%C3%BCrgen')
})

test('a page number is kept where there are pages', () => {
  for (const path of [
    '/papers',
    '/papers/',
    '/papers/date/2025-04-17',
    '/papers/week/2025-W16',
    '/papers/month/2025-04',
    '/authors/ada-example',
    '/papers/2504.00001', // of its discussion
  ]) {
    expect(canonicalAddress(`${path}?page=2`)).toBe(`${path}?page=2`)
  }
  for (const path of ['/', '/healthz', '/robots.txt', '/icon.svg', '/papers/2504.00001.md']) {
    expect(canonicalAddress(`${path}?page=2`)).toBe(path)
  }
})

test('what is no page number is dropped like an unknown parameter', () => {
  for (const text of ['', '0', '-1', '01', 'x', '1e3', '12345678', 'x'.repeat(1800)]) {
    expect(canonicalAddress(`/papers?page=${text}`)).toBe('/papers')
  }
  expect(canonicalAddress('/papers?page=9999999')).toBe('/papers?page=9999999')
})
