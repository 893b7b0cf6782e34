import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

const read = (text: string) => wordsOf(text, [0, text.length])

test('punctuation stands beside the word, and spans point into the text', () => {
  const text = 'We built (LIMA-X), a tool.'
  const words = read(text)
  expect(words.map((word) => [word.before, word.text, word.after])).toEqual([
    ['', 'We', ''],
    ['', 'built', ''],
    ['(', 'LIMA-X', '),'],
    ['', 'a', ''],
    ['', 'tool', '.'],
  ])
  for (const word of words) expect(text.slice(word.start, word.end)).toBe(word.text)
})

test('a brace that the word itself opens belongs to it', () => {
  expect(read('our H_{deep} and {plain} form').map(({ text }) => text)).toEqual([
    'our',
    'H_{deep}',
    'and',
    'plain',
    'form',
  ])
})

test('a dash of its own is no word but is remembered', () => {
  expect(read('maps -- not charts').map(({ text, after }) => text + after)).toEqual([
    'maps --',
    'not',
    'charts',
  ])
})

test('a dash without spaces separates', () => {
  expect(read('maps--15 times').map(({ text }) => text)).toEqual(['maps', '15', 'times'])
  expect(read('by 62--73%').map(({ text }) => text)).toEqual(['by', '62--73%'])
})

test('a tie separates words, but means "about" in front of a number', () => {
  expect(read('\\mymodel~adds ~20% more').map(({ text }) => text)).toEqual([
    '\\mymodel',
    'adds',
    '~20%',
    'more',
  ])
})
