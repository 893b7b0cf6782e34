import { expect, test } from 'vitest'
import { parseObject } from '../fields/json.ts'
import { dayInName, readHfApi } from './hf-api.ts'
import { listItem, type Listing } from './hf-listing.ts'

const paper = {
  id: '2405.01234',
  title: 'Cups and\n  Saucers',
  summary: 'We pour\ntea.',
  authors: [{ _id: '1', name: 'Ann Lee', hidden: false }],
  publishedAt: '2024-05-24T17:34:15.000Z',
  upvotes: 32,
  githubRepo: 'https://github.com/tea/cup',
  projectPage: 'https://tea.example',
}
const listing = (asked: string | null = null): Listing => ({ asked, places: new Map() })
const list = (item: object, into: Listing) =>
  listItem(parseObject(JSON.stringify(item)), JSON.stringify(item), into)

test('an item of a list is a paper with its day, place, votes and comments', () => {
  const { listed } = list(
    { paper: { ...paper, submittedOnDailyAt: '2024-05-27T03:50:58.348Z' }, numComments: 3 },
    listing(),
  )

  expect(readHfApi(listed, () => {})).toEqual({
    source: 'hf-api',
    externalId: '2405.01234@2024-05-27',
    draft: {
      ids: { arxiv: '2405.01234' },
      title: 'Cups and Saucers',
      abstract: 'We pour tea.',
      authors: ['Ann Lee'],
      published: { at: new Date('2024-05-24T17:34:15Z'), precision: 'second' },
      links: [
        { url: 'https://github.com/tea/cup', kind: 'code' },
        { url: 'https://tea.example', kind: 'project' },
      ],
      posting: { day: '2024-05-27', position: 1, votes: 32, comments: 3 },
    },
  })
})

test('what is kept of an item reads the same alone', () => {
  const into = listing('2024-05-27')
  list({ paper }, into)
  const { listed, raw } = list({ paper, numComments: 1 }, into)

  expect(listed).toMatchObject({ day: '2024-05-27', position: 2 })
  expect(parseObject(raw)).toEqual(listed)
})

const outer = (publishedAt: string) => ({ paper, publishedAt })

test.each([
  [
    'the moment it was listed',
    { paper: { ...paper, submittedOnDailyAt: '2024-05-27T23:00:00Z' } },
    '2024-06-01',
    '2024-05-27',
  ],
  ['the day asked for', outer('2024-05-27T03:50:58.348Z'), '2024-06-01', '2024-06-01'],
  ['the moment outside of the paper', outer('2024-05-27T03:50:58.348Z'), null, '2024-05-27'],
  [
    'nothing: the outer moment is the paper’s own in New York',
    outer('2024-05-24T13:34:15.000Z'),
    null,
    null,
  ],
  ['nothing: the outer moment is the paper’s own', outer('2024-05-24T17:34:15.000Z'), null, null],
  ['nothing: there is no other moment', { paper }, null, null],
])('the day comes from %s', (_, item, asked, day) => {
  expect(list(item, listing(asked)).listed.day).toBe(day)
})

test('places are counted for each day', () => {
  const into = listing()
  const on = (day: string) =>
    list({ paper: { ...paper, submittedOnDailyAt: `${day}T01:00:00Z` } }, into).listed.position

  expect([on('2024-05-27'), on('2024-05-28'), on('2024-05-27')]).toEqual([1, 1, 2])
})

test('a paper without a day belongs to no list', () => {
  expect(readHfApi(list({ paper }, listing()).listed, () => {}).draft.posting).toBeUndefined()
})

test('an item without a paper around it is read too', () => {
  const { draft } = readHfApi(list(paper, listing('2024-05-27')).listed, () => {})
  expect(draft).toMatchObject({ title: 'Cups and Saucers', posting: { votes: 32, comments: 0 } })
})

test.each([
  ['daily_papers_2024-05-27.json', '2024-05-27'],
  ['2024-05-27T10-00.json.zst', '2024-05-27'],
  ['2024-05-27_2024-05-28.json', null],
  ['2024-13-40.json', null],
  ['120240-05-271.json', null],
  ['papers.json', null],
])('%s is named after %s', (name, day) => {
  expect(dayInName(name)).toBe(day)
})
