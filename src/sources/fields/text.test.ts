import { expect, test } from 'vitest'
import { arxivParagraphs, oneLine, paragraphs, plain } from './text.ts'

test('what PostgreSQL cannot store is taken out or replaced', () => {
  expect(oneLine('a\0b')).toBe('ab')
  expect(oneLine('half \ud83d of a face')).toBe('half \ufffd of a face')
  expect(paragraphs('a whole face 😀')).toBe('a whole face 😀')
})

test.each([
  ['Cups and\n  saucers', 'Cups and saucers'],
  ['Cups and \r\nsaucers\r\n', 'Cups and saucers'],
  ['Cups and\u2028saucers', 'Cups and saucers'],
  ['two  spaces stay', 'two  spaces stay'],
])('%j on one line is %j', (text, line) => {
  expect(oneLine(text)).toBe(line)
})

test('an abstract keeps its paragraphs and loses its line breaks', () => {
  expect(paragraphs('We pour\ntea.\n\n \nThen we\r\ndrink it.\n')).toBe(
    'We pour tea.\n\nThen we drink it.',
  )
  expect(paragraphs('One.\u2029Two.')).toBe('One.\n\nTwo.')
})

test('an indented line after a full stop begins a paragraph in arXiv metadata', () => {
  expect(arxivParagraphs('  We pour\ntea into $c_1$.\n  Then we drink it.')).toBe(
    'We pour tea into $c_1$.\n\nThen we drink it.',
  )
})

test('an indented line in the middle of a sentence does not', () => {
  expect(arxivParagraphs('We pour\n  tea.')).toBe('We pour tea.')
})

test('a name in TeX is written as a person would', () => {
  expect(plain(String.raw`Garc{\'{\i}}a`)).toBe('García')
  expect(plain('Plain Name')).toBe('Plain Name')
})

test('a carriage return that was the beginning of a TeX command stays', () => {
  expect(oneLine('cups\rand saucers')).toBe('cups and saucers')
  expect(oneLine('the density $\rho$')).toBe('the density $\rho$')
})
