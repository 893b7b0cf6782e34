import { expect, test } from 'vitest'
import { readBibtex } from '../formats/bibtex.ts'
import { define, definitionsFor, noAbbreviations } from './bibtex-strings.ts'

function given(...definitions: string[]) {
  const abbreviations = noAbbreviations()
  const pieces = definitions.flatMap((text, at) => define(text, at + 1, abbreviations))
  return { abbreviations, pieces }
}

function venueOf(value: string, ...definitions: string[]) {
  const { abbreviations } = given(...definitions)
  const entry = `@inproceedings{one, title={Cups}, booktitle=${value}}`
  const text = [...definitionsFor(entry, abbreviations), entry].join('\n')
  return readBibtex(text, () => {}).draft.venue
}

test('an abbreviation made of others means all of them', () => {
  const [meeting, of] = ['@string{meeting = "Meeting"}', '@string{of = meeting # " of Tea"}']
  expect(venueOf('venue', meeting, of, '@string(venue = of # " 2023")')).toBe('Meeting of Tea 2023')
})

test('a name means what it meant where it was used', () => {
  const definitions = [
    '@string{tea = "Tea"}',
    '@string{year = tea # " 2023"}',
    '@string{tea = "Cups"}',
  ]
  expect(venueOf('year', ...definitions)).toBe('Tea 2023')
  expect(venueOf('tea # ", " # year', ...definitions)).toBe('Cups, Tea 2023')
})

test('abbreviations in a circle do no harm', () => {
  expect(venueOf('a', '@string{a = b # "x"}', '@string{b = a # "y"}')).toBe('bx')
  expect(venueOf('b', '@string{a = b # "x"}', '@string{b = a # "y"}')).toBe('bxy')
  expect(venueOf('a', '@string{a = a # "x"}')).toBe('ax')
})

test('an entry brings only what it needs', () => {
  const { abbreviations } = given('@string{tea = "Tea"}', '@string{cup = "Cup"}')
  expect(definitionsFor('@misc{one, note = Cup}', abbreviations)).toEqual(['@string{cup = "Cup"}'])
})

test('abbreviations that double each time are refused before they fill the memory', () => {
  const doubling = Array.from({ length: 40 }, (_, n) => `@string{a${n + 1} = a${n} # a${n}}`)
  expect(() => venueOf('a40', '@string{a0 = "tea"}', ...doubling)).toThrow('abbreviations')
})

test('what is too long or not understood is told', () => {
  const { pieces } = given(`@string{tea = "${'x'.repeat(10_000)}"}`, '@string{= "Tea"}')
  expect(pieces).toEqual([
    { line: 1, note: '@string tea is longer than 10,000 characters and was skipped.' },
    { line: 2, note: 'This @string is not understood and was skipped.' },
  ])
})
