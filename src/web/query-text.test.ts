import { expect, test } from 'vitest'
import { clause, clauseInWords, withClause, withoutClause } from './query-text.ts'

test('a filter is added and taken away as it is typed', () => {
  expect(withClause(' mixture  ', clause('year', '2024'))).toBe('mixture year:2024')
  expect(withoutClause('mixture year:2024 experts', 'year:2024')).toBe('mixture experts')
  expect(withoutClause('topic:"graph learning"', 'topic:"graph learning"')).toBe('')
})

test('a filter that is only part of another is no filter to take away', () => {
  expect(withoutClause('-year:2024', 'year:2024')).toBeNull()
})

test('values with spaces or bars are quoted, and quotes in them are dropped', () => {
  expect(clause('topic', 'graph learning')).toBe('topic:"graph learning"')
  expect(clause('cat', 'a|b')).toBe('cat:"a|b"')
  expect(clause('topic', 'so-"called" one')).toBe('topic:"so-called one"')
})

test.each([
  ['author:"Ada Example"', 'by Ada Example'],
  ['-year:2023..2025', 'not of 2023–2025'],
  ['"compute islands"', 'with the words “compute islands”'],
  ['-survey', 'not with “survey”'],
  ['has:code', 'with code'],
  ['toString:x', 'with “toString:x”'],
])('%s is said as “%s”', (shown, words) => {
  expect(clauseInWords(shown)).toBe(words)
})
