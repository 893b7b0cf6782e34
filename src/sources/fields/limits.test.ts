import { expect, test } from 'vitest'
import type { Draft } from '../../papers/paper.ts'
import { withinLimits } from './limits.ts'

function read(fields: Partial<Draft>) {
  const notes: string[] = []
  const draft = withinLimits({ ids: {}, title: 'Cups', ...fields }, (note) => notes.push(note))
  return { draft, notes }
}

test('an ordinary paper stays as it is', () => {
  const draft: Draft = {
    ids: {},
    title: 'Cups',
    authors: ['Ann Lee'],
    venue: 'TEA 2024',
    comment: '12 pages',
    categories: ['cs.LG'],
    links: [{ url: 'https://tea.example/cup', kind: 'other' }],
    versions: [{ number: 1, at: new Date('2024-02-01T01:02:03Z') }],
    withdrawn: false,
  }
  expect(read(draft)).toEqual({ draft, notes: [] })
})

test('a field that the source does not have is not made up', () => {
  expect(Object.keys(read({}).draft)).toEqual(['ids', 'title'])
})

test('texts that are too long are cut, and told', () => {
  const { draft, notes } = read({ venue: 'v'.repeat(5_000_000), comment: 'c'.repeat(12_000) })
  expect(draft.venue).toBe('v'.repeat(1000))
  expect(draft.comment).toBe('c'.repeat(10_000))
  expect(notes).toEqual([
    'The venue has 5,000,000 characters and was cut to 1,000.',
    'The comment has 12,000 characters and was cut to 10,000.',
  ])
})

test('a cut does not halve a letter', () => {
  expect(read({ venue: `${'v'.repeat(999)}😀` }).draft.venue).toBe('v'.repeat(999))
})

test('a name that is too long is cut and the others stay, in their order', () => {
  const { draft, notes } = read({ authors: ['Ann Lee', 'x'.repeat(5000), 'Bo Kim'] })
  expect(draft.authors).toEqual(['Ann Lee', 'x'.repeat(1000), 'Bo Kim'])
  expect(notes).toEqual(['The name of an author has 5,000 characters and was cut to 1,000.'])
})

test('ten thousand names too long are one note', () => {
  const { notes } = read({ authors: Array(10_000).fill('x'.repeat(1001)) })
  expect(notes).toHaveLength(1)
})

test('a category or an address that is too long is left out: half of it would be another one', () => {
  const { draft, notes } = read({
    categories: ['cs.LG', 'x'.repeat(201)],
    links: [
      { url: `https://tea.example/${'x'.repeat(2000)}`, kind: 'pdf' },
      { url: 'https://tea.example/cup', kind: 'other' },
    ],
  })
  expect(draft.categories).toEqual(['cs.LG'])
  expect(draft.links).toEqual([{ url: 'https://tea.example/cup', kind: 'other' }])
  expect(notes).toEqual([
    'A category is longer than 200 characters and was left out.',
    'A link is longer than 2,000 characters and was left out.',
  ])
})

test('of too many categories, links and versions the first stay', () => {
  const { draft, notes } = read({
    categories: Array.from({ length: 101 }, (_, n) => `c${n}`),
    links: Array.from({ length: 101 }, (_, n) => ({
      url: `https://tea.example/${n}`,
      kind: 'pdf',
    })),
    versions: Array.from({ length: 1001 }, (_, n) => ({ number: n + 1, at: new Date(0) })),
  })
  expect(draft.categories).toHaveLength(100)
  expect(draft.links).toHaveLength(100)
  expect(draft.versions).toHaveLength(1000)
  expect(draft.versions?.[0]?.number).toBe(1)
  expect(notes).toEqual([
    'It has 101 categories; the first 100 were kept.',
    'It has 101 links; the first 100 were kept.',
    'It has 1,001 versions; the first 1,000 were kept.',
  ])
})
