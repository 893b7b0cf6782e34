import { expect, test } from 'vitest'
import { broadsheetIds } from './broadsheet-ids.ts'

function read(field: unknown) {
  const notes: string[] = []
  return { ids: broadsheetIds(field, (note) => notes.push(note)), notes }
}

test.each([
  [{ arxiv: 'arXiv:2406.01234v2' }, { arxiv: '2406.01234' }],
  [{ doi: 'https://doi.org/10.1000/Tea' }, { doi: '10.1000/tea' }],
  [{ doi: '10.48550/arXiv.2406.01234' }, { arxiv: '2406.01234' }],
  [{ acl: 'https://aclanthology.org/2023.acl-long.12/' }, { acl: '2023.acl-long.12' }],
  [{ openreview: 'abcdef123' }, { openreview: 'abcdef123' }],
  [{ openreview: 'https://openreview.net/forum?id=abcdef123' }, { openreview: 'abcdef123' }],
  [{ other: 'pc:tea2020/c1' }, { other: 'pc:tea2020/c1' }],
  [
    { arxiv: '2406.01234', doi: '10.1000/tea', other: null },
    { arxiv: '2406.01234', doi: '10.1000/tea' },
  ],
])('%j names %j', (field, ids) => {
  expect(read(field)).toEqual({ ids, notes: [] })
})

test.each([
  [{ arxiv: 'tea' }],
  [{ doi: '11.1000/tea' }],
  [{ acl: 'L10-1.12' }],
  [{ openreview: 'a b' }],
  [{ other: 'date/2025-04-14' }],
  [{ other: 'week/2025-W16' }],
  [{ other: 'month/2025-04:1' }],
  [{ other: 'c1' }],
  [{ other: 'Pc:c1' }],
  [{ other: 'arxiv:2406.01234' }],
  [{ other: 'doi:10.1000/tea' }],
  [{ other: 'acl:2023.acl-long.12' }],
  [{ other: 'openreview:abcdef123' }],
  [{ other: 'title:cups-0a1b2c' }],
  [{ other: 'tea:\0' }],
  [{ other: 'tea:\ud83d' }],
  [{ other: `tea:${'x'.repeat(300)}` }],
])('%j names nothing, with a note', (field) => {
  const { ids, notes } = read(field)
  expect(ids).toEqual({})
  expect(notes).toEqual([expect.stringContaining('was left out')])
})

test('an arXiv id counts more than one inside a DOI', () => {
  const field = { arxiv: '2406.00001', doi: '10.48550/arXiv.2406.00002' }
  expect(read(field).ids).toEqual({ arxiv: '2406.00001' })
})
