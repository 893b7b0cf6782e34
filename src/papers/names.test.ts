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

test('a key that is cut stays a key: no hyphen at its end, no half of a letter', () => {
  expect(authorKey(`${'a'.repeat(99)} b`)).toBe('a'.repeat(99))
  const wide = authorKey(`a${'𠀀'.repeat(80)}`)
  expect(wide.isWellFormed()).toBe(true)
  expect(authorKey(wide)).toBe(wide)
})

test('a surname of thousands of letters is cut', () => {
  expect(surname('x'.repeat(9000))).toHaveLength(50)
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
