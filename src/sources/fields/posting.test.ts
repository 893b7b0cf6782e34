import { expect, test } from 'vitest'
import { nameInList, postingIn } from './posting.ts'

function read(fields: Parameters<typeof postingIn>[0]) {
  const notes: string[] = []
  return { posting: postingIn(fields, (note) => notes.push(note)), notes }
}

test('a day and a position are a place in a list', () => {
  const posting = { day: '2025-04-14', position: 1_000_000, votes: 2_147_483_647, comments: 0 }
  expect(read({ ...posting, comments: null })).toEqual({ posting, notes: [] })
})

test('without a day there is no list, and nothing to tell', () => {
  expect(read({ day: null, position: 3 })).toEqual({ posting: undefined, notes: [] })
})

test.each([0, -1, 1.5, 1_000_001, 2_147_483_648, 1e300, '1', undefined, null])(
  'the position %j is none, and is told',
  (position) => {
    const { posting, notes } = read({ day: '2025-04-14', position })
    expect(posting).toBeUndefined()
    expect(notes).toEqual([expect.stringContaining('no place in a list')])
  },
)

test('a day that does not exist is told, but not at any length', () => {
  const { posting, notes } = read({ day: 'x'.repeat(5_000_000), position: 1 })
  expect(posting).toBeUndefined()
  expect(notes[0]!.length).toBeLessThan(300)
})

test('votes that no counter shows are told and count nothing', () => {
  const { posting, notes } = read({
    day: '2025-04-14',
    position: 1,
    votes: 2_147_483_648,
    comments: -1,
  })
  expect(posting).toMatchObject({ votes: 0, comments: 0 })
  expect(notes).toEqual([
    '2147483648 is no number of votes and was left out.',
    '-1 is no number of comments and was left out.',
  ])
})

test('a paper has one name in the list of each day, and its own outside of lists', () => {
  const posting = { day: '2025-04-14', position: 1, votes: 0, comments: 0 }
  expect(nameInList('2504.00011', posting)).toBe('2504.00011@2025-04-14')
  expect(nameInList('2504.00011', undefined)).toBe('2504.00011')
})
