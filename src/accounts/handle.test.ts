import { expect, test } from 'vitest'
import { seededRandom } from '../../test/random.ts'
import { firstHandle, handleProblem, handleShape } from './handle.ts'

test.each(['ada', 'ada-lovelace', 'a1', '2b-or-not', 'x'.repeat(30)])(
  '%s can be a handle',
  (handle) => {
    expect(handleProblem(handle)).toBeNull()
  },
)

test.each([
  '',
  'a',
  'x'.repeat(31),
  'Ada',
  'ada_l',
  'ada--l',
  '-ada',
  'ada-',
  'ada l',
  'ádá',
  'аdа', // Cyrillic
  'ada\u200b',
  'ada\u202e',
  '../ada',
  'ada.png',
  '<script>',
  'admin',
  'adm1n',
  'ad-min',
  'rnoderator',
  'r00t',
])('%j can not', (handle) => {
  expect(handleProblem(handle)).toMatch(/^(?:A|This) handle .+\.$/)
})

test.each([
  ['lovelace', '1ovelace'],
  ['lovelace', 'love-lace'],
  ['milly', 'rnilly'],
  ['wow', 'vvow'],
  ['dora', 'clora'],
  ['bob5', '80bs'],
])('%s and %s look alike', (one, other) => {
  expect(handleShape(one)).toBe(handleShape(other))
})

test('names that differ to the eye have different shapes', () => {
  const names = ['ada', 'adam', 'grace', 'grape', 'lin', 'lina', 'max', 'mac', 'noor', 'nora']
  expect(new Set(names.map(handleShape)).size).toBe(names.length)
})

test('a first handle tells nothing, may be kept, and differs by chance', () => {
  const random = seededRandom(1)
  const handles = Array.from({ length: 100 }, () => firstHandle(random))
  expect(new Set(handles).size).toBe(100)
  for (const handle of handles) expect([handle, handleProblem(handle)]).toEqual([handle, null])
})
