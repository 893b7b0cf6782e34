import { expect, test } from 'vitest'
import { authorKey, surname } from './names.ts'

test('spellings of a name share one page', () => {
  expect(authorKey('José-Luis Blanco')).toBe('jose-luis-blanco')
  expect(authorKey('JOSE LUIS  BLANCO')).toBe('jose-luis-blanco')
  expect(authorKey('Øystein Ø. Åse')).toBe('øystein-ø-ase')
  expect(authorKey('王小明')).toBe('王小明')
})

test('a name without letters has no page', () => {
  expect(authorKey('—')).toBe('')
})

test('a paragraph among the authors makes no endless address', () => {
  expect(authorKey('a long sentence '.repeat(100))).toHaveLength(100)
})

test.each([
  'Yee Whye Teh',
  'Teh, Yee Whye',
  'Y. W. Teh',
  'YEE WHYE TEH',
  'Yee Whye Teh Jr.',
  'Yee Whye Teh, Jr.',
])('the surname of %s is teh', (name) => {
  expect(surname(name)).toBe('teh')
})
