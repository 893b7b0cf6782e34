import { expect, test } from 'vitest'
import { pagesOf, shownPages } from './pagination.ts'

const path = String

test('a list has as many pages as its papers fill', () => {
  expect(pagesOf(50, 1, path)?.last).toBe(1)
  expect(pagesOf(51, 1, path)?.last).toBe(2)
  expect(pagesOf(51, 3, path)).toBeNull()
})

test('an empty list has a first page', () => {
  expect(pagesOf(0, 1, path)?.last).toBe(1)
  expect(pagesOf(0, 2, path)).toBeNull()
})

test('the first, the last and the nearest pages are shown', () => {
  expect(shownPages(5, 20)).toEqual([1, null, 4, 5, 6, null, 20])
  expect(shownPages(1, 20)).toEqual([1, 2, null, 20])
  expect(shownPages(20, 20)).toEqual([1, null, 19, 20])
})

test('a single page is never left out: it takes no more room than the dots', () => {
  expect(shownPages(4, 20)).toEqual([1, 2, 3, 4, 5, null, 20])
  expect(shownPages(3, 5)).toEqual([1, 2, 3, 4, 5])
  expect(shownPages(1, 1)).toEqual([1])
})

test('every list of pages begins with the first, ends with the last and holds the current one', () => {
  for (let last = 1; last <= 30; last++) {
    for (let current = 1; current <= last; current++) {
      const shown = shownPages(current, last)
      expect([shown[0], shown.at(-1), shown.includes(current)]).toEqual([1, last, true])
    }
  }
})
