import { expect, test } from 'vitest'
import { sentencesOf } from './sentences.ts'

const split = (text: string) => sentencesOf(text).map(([start, end]) => text.slice(start, end))

test('a full stop, a question mark and a paragraph end a sentence', () => {
  expect(split('We tried. Did it work? It did!\n\nCode follows.')).toEqual([
    'We tried.',
    'Did it work?',
    'It did!',
    'Code follows.',
  ])
})

test('decimals, abbreviations and initials do not end a sentence', () => {
  const text = 'It gains 1.5 points, e.g. on maps (cf. Fig. 3 by J. Doe et al. 2020) vs. the rest.'
  expect(split(text)).toEqual([text])
})

test('a sentence may begin with a number or a quotation mark', () => {
  expect(split('It helps. 40 nodes suffice. "Yes" is common.')).toHaveLength(3)
})

test('a lost space after the full stop still separates, a file name or a host does not', () => {
  expect(split('We skip pre-training.We then tune.')).toEqual([
    'We skip pre-training.',
    'We then tune.',
  ])
  expect(split('See Node.js and maps.example.org for more.')).toHaveLength(1)
})

test('a text without any stop is cut into pieces at spaces', () => {
  const pieces = sentencesOf('word '.repeat(4000))
  expect(pieces.length).toBeGreaterThan(4)
  expect(Math.max(...pieces.map(([start, end]) => end - start))).toBeLessThan(3100)
})

test('an empty text has no sentences', () => {
  expect(sentencesOf(' \n\n ')).toEqual([])
})

test('initials end a sentence only in front of a word that opens one', () => {
  expect(split('It was told to the U.S. Department of Roads.')).toHaveLength(1)
  expect(split('It was tried in the U.S. We found nothing.')).toHaveLength(2)
})
