import { expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { lines } from '../files/lines.ts'
import { risEntries } from '../files/ris-entries.ts'
import { readRis } from './ris.ts'

const entriesOf = (content: string) => collected(risEntries(lines(chunksOf(content, 7))))
const read = (raw: string) => readRis(raw, () => {})

const RECORD = `TY  - JOUR
AU  - Lee, Ann
AU  - van der Kim, Bo, Jr.
TI  - Cups and
  Saucers
T2  - Journal of Tea
PY  - 2020/03/04/spring
DO  - 10.1000/TEA.1
AB  - We pour tea.
UR  - https://tea.example/cups.pdf
ER  - `

test('records are cut out of a file, with the line that they begin at', async () => {
  expect(await entriesOf(`${RECORD}\r\n\r\nTY  - CONF\r\nTI  - Spoons\r\nER  - \r\n`)).toEqual([
    { line: 1, text: RECORD },
    { line: 13, text: 'TY  - CONF\nTI  - Spoons\nER  - ' },
  ])
})

test('a record without an end is kept, with a note', async () => {
  expect(await entriesOf('TY  - CONF\nTI  - Spoons\nTY  - CONF\nTI  - Forks')).toEqual([
    { line: 3, note: 'The record before this line has no end (ER).' },
    { line: 1, text: 'TY  - CONF\nTI  - Spoons' },
    { line: 3, note: 'The last record has no end (ER).' },
    { line: 3, text: 'TY  - CONF\nTI  - Forks' },
  ])
})

test('a record gives a draft', () => {
  expect(read(RECORD)).toEqual({
    source: 'ris',
    externalId: 'doi:10.1000/tea.1',
    draft: {
      ids: { doi: '10.1000/tea.1' },
      title: 'Cups and Saucers',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'Bo van der Kim Jr.'],
      published: { at: new Date('2020-03-04T00:00:00Z'), precision: 'day' },
      venue: 'Journal of Tea',
      links: [{ url: 'https://tea.example/cups.pdf', kind: 'pdf' }],
    },
  })
})

test('an arXiv preprint is known by its id and has no venue', () => {
  const { draft } = read('TY  - PREP\nT1  - Cups\nJO  - arXiv:2406.01234\nY1  - 2024///\nER  - ')
  expect(draft).toMatchObject({ ids: { arxiv: '2406.01234' }, published: { precision: 'year' } })
  expect(draft.venue).toBeUndefined()
})

test('a record without a title is no paper', () => {
  expect(() => read('TY  - JOUR\nER  - ')).toThrow('The title is missing.')
})
