import { expect, test } from 'vitest'
import { arxivIdIn, idIn, idsInAddress, idsInDoi } from './ids.ts'

test('an id that was a number on its way gets its zeros back, with a note', () => {
  const notes: string[] = []
  const note = (sentence: string) => notes.push(sentence)

  expect(arxivIdIn('2406.01234v2', note)).toBe('2406.01234')
  expect(notes).toEqual([])

  expect(arxivIdIn(704.3649, note)).toBe('0704.3649')
  expect(arxivIdIn('arxiv:1501.1', note)).toBe('1501.10000')
  expect(notes).toEqual([
    'The id 704.3649 lost zeros and was read as 0704.3649.',
    'The id arxiv:1501.1 lost zeros and was read as 1501.10000.',
  ])
  expect(arxivIdIn('3.14', note)).toBeNull()
})

test.each([
  ['10.1000/Tea.1', { doi: '10.1000/tea.1' }],
  ['10.1000/tea.1, 10.1000/cup.2;10.1000/pot.3', { doi: '10.1000/tea.1' }],
  ['https://doi.org/10.48550/arXiv.2406.01234', { arxiv: '2406.01234' }],
  ['to appear', {}],
  [undefined, {}],
  [`10.1000/${'x'.repeat(5000)}`, {}],
])('the DOI field %j gives %j', (field, ids) => {
  expect(idsInDoi(field, () => {})).toEqual(ids)
})

test.each([
  ['https://arxiv.org/abs/2406.01234v1', { arxiv: '2406.01234' }],
  ['https://aclanthology.org/2023.acl-long.12/', { acl: '2023.acl-long.12' }],
  ['https://openreview.net/forum?id=rJl-b3RcF7', { openreview: 'rJl-b3RcF7' }],
  ['https://doi.org/10.1000/tea.1', { doi: '10.1000/tea.1' }],
  ['https://tea.example/2406.01234', {}],
])('the page %s is that of %j', (address, ids) => {
  expect(idsInAddress(address, () => {})).toEqual(ids)
})

test.each(['10.1000/tea\0', '10.1000/\ud83d', '10.1000/a\u0007', `10.1000/${'x'.repeat(5000)}`])(
  'the DOI %j, which no paper has, is left out with a note',
  (field) => {
    const notes: string[] = []
    expect(idsInDoi(field, (note) => notes.push(note))).toEqual({})
    expect(notes).toEqual([expect.stringMatching(/^The id "10\.1000.* was left out\.$/)])
  },
)

test('an id loses the spaces around it, and one inside stays', () => {
  expect(idIn(' tea:cup 1\n', () => {})).toBe('tea:cup 1')
  expect(idIn('  ', () => {})).toBeUndefined()
})
