import { expect, test } from 'vitest'
import { opening } from './render.ts'

const long = 'Many words follow each other here and none of them ends the sentence '
  .repeat(9)
  .trim()

test('an abstract opens with its first sentence', () => {
  expect(opening('Owls count. They count slowly.')).toBe('Owls count.')
  expect(opening('Do owls count? We ask.')).toBe('Do owls count?')
})

test.each([
  'The work of J. Oak and others, e.g. Elm et al. Fir, is repeated. More follows.',
  'A rate of 3.5 is seen in version v2.0 of the tool. More follows.',
  'Owls (i.e. Strigiformes) count. More follows.',
])('a full stop inside a sentence does not end it: %s', (text) => {
  expect(opening(text)).toBe(text.replace(' More follows.', ''))
})

test('a long sentence is cut after a whole word, within 240 characters', () => {
  const cut = opening(long)
  expect(cut.length).toBeLessThanOrEqual(240)
  expect(cut).toMatch(/\w…$/)
  expect(long.startsWith(cut.slice(0, -1))).toBe(true)
})

test('one endless word is cut too, and nothing opens with nothing', () => {
  expect(opening('x'.repeat(1000))).toHaveLength(240)
  expect(opening('')).toBe('')
})

test('only the first paragraph opens', () => {
  expect(opening('One line\n\nAnother.')).toBe('One line')
})
