import { expect, test } from 'vitest'
import { parseObject } from '../fields/json.ts'
import { NotAPaper } from '../reading.ts'
import { JSON_READERS } from '../read-record.ts'
import { jsonShape } from './json-shape.ts'

function read(paper: object) {
  const notes: string[] = []
  const object = parseObject(JSON.stringify(paper))
  const reading = JSON_READERS[jsonShape(object)]!(object, (note) => notes.push(note))
  return { ...reading, notes }
}

test('a line of a plain list', () => {
  expect(
    read({
      id: 'pc:tea2020/c1',
      title: 'Cups and\n  Saucers',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'and Bo Kim'],
      date: '2020-06',
      categories: ['cs.TE'],
      venue: 'TEA 2020',
      urls: [
        'https://openreview.net/forum?id=abcdef123',
        'https://doi.org/10.5281/zenodo.1',
        'github.com/tea/cup',
      ],
    }),
  ).toEqual({
    source: 'corpus',
    externalId: 'pc:tea2020/c1',
    notes: [],
    draft: {
      ids: { openreview: 'abcdef123', other: 'pc:tea2020/c1' }, // a DOI among links is one of code or data
      title: 'Cups and Saucers',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'Bo Kim'],
      published: { at: new Date('2020-06-01T00:00:00Z'), precision: 'month' },
      categories: ['cs.TE'],
      venue: 'TEA 2020',
      links: [
        { url: 'https://openreview.net/forum?id=abcdef123', kind: 'abstract' },
        { url: 'https://doi.org/10.5281/zenodo.1', kind: 'abstract' },
        { url: 'https://github.com/tea/cup', kind: 'code' },
      ],
    },
  })
})

test.each([
  ['arxiv:2406.01234v2', { arxiv: '2406.01234' }],
  ['2406.01234', { arxiv: '2406.01234' }],
  ['arxiv:704.3649', { arxiv: '0704.3649' }],
  ['acl:2023.acl-long.12', { acl: '2023.acl-long.12' }],
  ['acl:L10-1.12', { other: 'acl:L10-1.12' }],
  ['doi:10.1000/Tea', { doi: '10.1000/tea' }],
  ['openreview:abcdef123', { openreview: 'abcdef123' }],
  ['https://arxiv.org/abs/2406.01234', { arxiv: '2406.01234' }],
  ['17', {}], // says nothing outside of its file
  ['title:cups-0a1b2c', {}],
])('the id %s names the work %j', (id, ids) => {
  expect(read({ id, title: 'Cups' }).draft.ids).toEqual(ids)
})

test('a line of the arXiv snapshot', () => {
  expect(
    read({
      id: '0704.0001',
      submitter: 'Ann Lee',
      authors: "A. Lee, B. M\\'uller",
      title: 'Cups and\n  Saucers',
      comments: '37 pages;\n  published version',
      'journal-ref': 'J. Tea 76 (2007)',
      doi: '10.1000/Tea.76',
      'report-no': null,
      categories: 'hep-ph cs.LG',
      license: null,
      abstract: '  We pour\ntea.\n  Then we drink it.\n',
      versions: [
        { version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' },
        { version: 'v2', created: 'Tue, 24 Jul 2007 20:10:27 GMT' },
      ],
      update_date: '2008-11-26',
      authors_parsed: [
        ['Lee', 'A.', ''],
        ['Müller', 'B.', 'Jr.', 'Tea University'],
      ],
    }),
  ).toEqual({
    source: 'kaggle',
    externalId: '0704.0001',
    notes: [],
    draft: {
      ids: { arxiv: '0704.0001', doi: '10.1000/tea.76' },
      title: 'Cups and Saucers',
      abstract: 'We pour tea.\n\nThen we drink it.',
      authors: ['A. Lee', 'B. Müller Jr.'],
      published: { at: new Date('2007-04-02T19:18:42Z'), precision: 'second' },
      updated: new Date('2007-07-24T20:10:27Z'),
      venue: 'J. Tea 76 (2007)',
      categories: ['hep-ph', 'cs.LG'],
      versions: [
        { number: 1, at: new Date('2007-04-02T19:18:42Z') },
        { number: 2, at: new Date('2007-07-24T20:10:27Z') },
      ],
      comment: '37 pages; published version',
    },
  })
})

test('an id of the snapshot that went through a float gets its zeros back, with a note', () => {
  const { externalId, notes } = read({ id: 1501.1, title: 'Cups', update_date: '2015-01-02' })
  expect(externalId).toBe('1501.10000')
  expect(notes).toEqual(['The id 1501.1 lost zeros and was read as 1501.10000.'])
})

test('a paper that its authors withdrew is marked', () => {
  const comments = 'This paper has been withdrawn by the author due to a hole in the cup'
  expect(
    read({ id: '0704.0001', title: 'Cups', comments, update_date: '2008-11-26' }).draft.withdrawn,
  ).toBe(true)
})

test('a line of a history of daily lists', () => {
  const { source, draft } = read({
    arxiv_id: '2405.01234',
    title: 'Cups',
    abstract: 'We pour tea.',
    authors: ['Ann Lee'],
    date: '2024-05-27',
    submitted_on_daily_at: null,
    published_at: '2024-05-24T17:34:15.000Z',
    position: 0,
    upvotes: 32,
    comments: 3,
    github: 'https://github.com/tea/cup',
    project: 'https://tea.example',
  })
  expect(source).toBe('hf-daily')
  expect(draft.posting).toEqual({ day: '2024-05-27', position: 1, votes: 32, comments: 3 })
  expect(draft.published).toEqual({ at: new Date('2024-05-24T17:34:15Z'), precision: 'second' })
  expect(draft.links?.map(({ kind }) => kind)).toEqual(['code', 'project'])
})

test('our own line', () => {
  const line = {
    id: '2406.01234',
    ids: { arxiv: '2406.01234', doi: '10.1000/tea' },
    title: 'Cups',
    abstract: 'One.\n\nTwo.',
    authors: ['Tea, Cup and Saucer Institute'],
    published: '2024-02',
    updated: '2024-03-04T05:06:07.000Z',
    venue: 'TEA 2024',
    categories: ['cs.LG'],
    links: [{ url: 'https://tea.example/cup', kind: 'project' }, 'https://github.com/tea/cup'],
    versions: [{ number: 1, at: '2024-02-01T01:02:03.000Z' }],
    withdrawn: false,
    comment: '12 pages',
    day: '2024-02-05',
    position: 3,
    votes: 7,
    comments: 1,
  }
  expect(read(line)).toEqual({
    source: 'broadsheet',
    externalId: '2406.01234',
    notes: [],
    draft: {
      ids: { arxiv: '2406.01234', doi: '10.1000/tea' },
      title: 'Cups',
      abstract: 'One.\n\nTwo.',
      authors: ['Tea, Cup and Saucer Institute'],
      published: { at: new Date('2024-02-01T00:00:00Z'), precision: 'month' },
      updated: new Date('2024-03-04T05:06:07Z'),
      venue: 'TEA 2024',
      categories: ['cs.LG'],
      links: [
        { url: 'https://tea.example/cup', kind: 'project' },
        { url: 'https://github.com/tea/cup', kind: 'code' },
      ],
      versions: [{ number: 1, at: new Date('2024-02-01T01:02:03Z') }],
      withdrawn: false,
      comment: '12 pages',
      posting: { day: '2024-02-05', position: 3, votes: 7, comments: 1 },
    },
  })
})

test.each([
  ['a string of a number', { title: 'Cups', authors: 'Ann Lee and Bo Kim' }, ['Ann Lee', 'Bo Kim']],
  [
    'objects',
    { title: 'Cups', authors: [{ name: 'Ann Lee' }, { given: 'Bo', family: 'Kim' }] },
    ['Ann Lee', 'Bo Kim'],
  ],
  ['nothing', { title: 'Cups', authors: null }, []],
])('authors may be %s', (_, paper, names) => {
  expect(read(paper).draft.authors).toEqual(names)
})

test('what the database cannot store is cleaned, and numbers it cannot hold are left out', () => {
  const { draft } = read({
    arxiv_id: '2405.01234',
    title: 'C\0ups \ud83d',
    authors: ['Ann\0 Lee'],
    date: '2024-05-27',
    position: 1,
    upvotes: 1e300,
    comments: -1,
  })
  expect(draft.title).toBe('Cups \ufffd')
  expect(draft.authors).toEqual(['Ann Lee'])
  expect(draft.posting).toEqual({ day: '2024-05-27', position: 2, votes: 0, comments: 0 })
})

test('a date that does not exist is left out with a note, and the paper is kept', () => {
  const { draft, notes } = read({ id: '2405.01234', title: 'Cups', date: '2025-13-40' })
  expect(draft.published).toBeUndefined()
  expect(notes).toEqual(['The date "2025-13-40" does not exist and was left out.'])
})

test('ten thousand authors are kept in their order', () => {
  const authors = Array.from(
    { length: 10_000 },
    (_, n) => `Ann ${String.fromCodePoint(0x4e00 + n)}`,
  )
  expect(read({ title: 'Cups', authors }).draft.authors).toEqual(authors)
})

test.each([
  [{ title: '' }, 'The title is empty.'],
  [{ title: ' .' }, 'The title is empty.'],
  [{ title: null }, 'The title is missing.'],
  [{ title: ['Cups'] }, 'The title is a list, not a text.'],
  [
    { title: 'x'.repeat(1 << 20) },
    'The title has 1,048,576 characters; more than 2,000 are no title.',
  ],
  [{ title: 'Cups', abstract: 'x'.repeat(1 << 20) }, 'The abstract has 1,048,576 characters'],
  [{ name: 'Cups', text: 'Tea' }, 'The title is missing; this entry has: name, text.'],
  [{}, 'The entry is empty.'],
  [{ arxiv_id: 'tea', upvotes: 1, title: 'Cups' }, '"tea" is no arXiv id.'],
  [
    { arxiv_id: 'tea'.repeat(1000), upvotes: 1, title: 'Cups' },
    `${JSON.stringify('tea'.repeat(1000).slice(0, 80))} is no arXiv id.`,
  ],
])('%j is no paper', (paper, words) => {
  expect(() => read(paper)).toThrow(NotAPaper)
  expect(() => read(paper)).toThrow(words)
})

test.each([
  ['{"title": "half a li', 'This is no JSON'],
  ['[1]', 'This is a list, not a paper.'],
  ['null', 'This is null, not a paper.'],
  ['"Cups"', 'This is a string, not a paper.'],
  [`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'The title is missing'],
])('%s is no paper', (text, words) => {
  expect(() => jsonShape(parseObject(text))).toThrow(NotAPaper)
  expect(() => jsonShape(parseObject(text))).toThrow(words)
})
