import { expect, test } from 'vitest'
import { shownName } from './shown-name.ts'

test('a name of any script stays as it is', () => {
  for (const name of [
    'Ada Lovelace',
    'Björk Guðmundsdóttir',
    '李小龍',
    'نور',
    'ไทย',
    'O’Neil, Jr.',
  ]) {
    expect(shownName(name)).toBe(name)
  }
})

test.each([
  ['  Ada \n\t Lovelace ', 'Ada Lovelace'],
  ['\u202eadA', 'adA'], // right to left from here
  ['A\u200bd\u2060a\ufeff', 'Ada'],
  ['Ada\0', 'Ada'],
  ['\ud800Ada', 'Ada'],
  [`a${'\u0301'.repeat(50)}`, 'á\u0301\u0301\u0301'],
  ['\u2028', ''],
])('%j is shown as %j', (typed, shown) => {
  expect(shownName(typed)).toBe(shown)
})

test('a name has an end, which does not cut a letter in two', () => {
  expect(shownName('😀'.repeat(100))).toBe('😀'.repeat(60))
})
