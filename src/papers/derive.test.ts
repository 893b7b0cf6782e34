import { expect, test } from 'vitest'
import { derive } from './derive.ts'
import type { Draft } from './paper.ts'

const said = (source: string, draft: Partial<Draft>) => ({
  source,
  externalId: source,
  draft: { ids: {}, title: '', ...draft },
})
const at = (iso: string, precision: 'year' | 'month' | 'day' | 'second') => ({
  at: new Date(iso),
  precision,
})

test('each field comes from the most trusted source that has it, whatever their order', () => {
  const records = [
    said('page', { title: 'A title from a page', abstract: 'Copied text.' }),
    said('arxiv-oai', {
      title: 'The title',
      abstract: 'The text.',
      authors: [],
      categories: ['cs.LG'],
    }),
    said('bibtex', { title: 'The {Title}', authors: ['Ada Oak'], venue: 'Test 2024' }),
  ]
  const expected = {
    title: 'The title',
    abstract: 'The text.',
    authors: ['Ada Oak'],
    venue: 'Test 2024',
  }

  expect(derive(records)).toMatchObject(expected)
  expect(derive(records.toReversed())).toEqual(derive(records))
})

test('a source that nobody ranked is believed only where no other speaks', () => {
  const stranger = said('somewhere', { title: 'Theirs', venue: 'Their venue' })
  expect(derive([stranger, said('page', { title: 'Ours' })])).toMatchObject({
    title: 'Ours',
    venue: 'Their venue',
  })
})

test('the more precise date wins, because it says the same and more', () => {
  const year = said('arxiv-oai', { published: at('2024-01-01T00:00:00Z', 'year') })
  const day = said('bibtex', { published: at('2024-05-06T00:00:00Z', 'day') })
  expect(derive([year, day]).published).toEqual(day.draft.published)
})

test('a paper belongs to the first day that listed it, else to the day it was published', () => {
  const published = said('arxiv-oai', { published: at('2024-05-06T17:00:00Z', 'second') })
  const posting = (day: string) => ({ day, position: 3, votes: 0, comments: 0 })

  expect(derive([published]).day).toBe('2024-05-06')
  expect(
    derive([
      published,
      said('page', { posting: posting('2024-06-02') }),
      said('hf-daily', { posting: posting('2024-06-01') }),
    ]),
  ).toMatchObject({ day: '2024-06-01', position: 3 })
})

test.each(['year', 'month'] as const)('a date known to the %s belongs to no day', (precision) => {
  expect(
    derive([said('corpus', { published: at('2024-05-01T00:00:00Z', precision) })]).day,
  ).toBeNull()
})

test('votes are those of the list that counted most, not their sum: lists copy each other', () => {
  const posting = (votes: number) => ({ day: '2024-06-01', position: 1, votes, comments: 1 })
  expect(
    derive([said('hf-api', { posting: posting(9) }), said('hf-daily', { posting: posting(7) })])
      .votes,
  ).toBe(9)
})

test('links of all sources stand once each, with the kind that somebody knew', () => {
  const links = derive([
    said('corpus', { links: [{ url: 'http://www.example.org/code/', kind: 'other' }] }),
    said('page', {
      links: [
        { url: 'https://example.org/code', kind: 'code' },
        { url: 'https://example.org', kind: 'project' },
      ],
    }),
  ]).links

  expect(links).toEqual([
    { url: 'http://www.example.org/code/', kind: 'code' },
    { url: 'https://example.org', kind: 'project' },
  ])
})

test('a paper of no record is a mistake of the caller', () => {
  expect(() => derive([])).toThrow(RangeError)
})
