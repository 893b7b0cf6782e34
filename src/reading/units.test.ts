import { expect, test } from 'vitest'
import { VOCABULARY } from './unit-table.ts'
import { unitOfWord, unitPhrase } from './units.ts'
import { wordsOf } from './words.ts'

const phrase = (text: string) => unitPhrase(wordsOf(text, [0, text.length]), 0)

test.each([
  ['billion-scale text tokens from the web', 'tokens'],
  ['medical image-text pairs', 'image-text pairs'],
  ['H800 GPU hours', 'GPU hours'],
  ['individual GPU nodes', 'GPU nodes'],
  ['parameter models', 'parameters'],
  ['training data points', 'training samples'],
  ['different LLMs', 'models'],
  ['well-known language understanding (LU) tasks', 'tasks'],
  ['dialogue acts and more', 'acts'],
  ['example corpus', 'examples'],
])('“%s” counts %s', (text, unit) => {
  expect(phrase(text)?.unit).toBe(unit)
})

test('a phrase ends at a preposition, a verb or a comma', () => {
  expect(phrase('of all users')).toBeNull()
  expect(phrase('achieves better results')).toBeNull()
  expect(phrase('maps, and later models')).toMatchObject({ unit: 'maps', known: false })
})

test('parts of the exposition are known as such', () => {
  expect(phrase('key components')?.role).toBe('part')
  expect(phrase('tasks')?.role).toBe('tried')
})

test('one letter is a unit only in the case that units are written in', () => {
  expect(unitOfWord('h')?.unit).toBe('hours')
  expect(unitOfWord('H')).toBeNull()
})

test('no unit is listed twice', () => {
  expect(new Set(VOCABULARY).size).toBe(VOCABULARY.length)
})
