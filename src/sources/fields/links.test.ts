import { expect, test } from 'vitest'
import { linksIn } from './links.ts'

test.each([
  ['https://github.com/tea/cup', [['https://github.com/tea/cup', 'code']]],
  ['github.com/tea/cup', [['https://github.com/tea/cup', 'code']]],
  ['https://tea.example/cup.pdf', [['https://tea.example/cup.pdf', 'pdf']]],
  ['https://tea.github.io/cup/', [['https://tea.github.io/cup/', 'project']]],
  [
    'https://openreview.net/forum?id=abc_DEF1',
    [['https://openreview.net/forum?id=abc_DEF1', 'abstract']],
  ],
  ['See https://tea.example/cup.', [['https://tea.example/cup', 'other']]],
  [
    '[![github](/images/icon.svg) tea/cup](https://github.com/tea/cup) + [pwc](https://codes.example/?p=1)',
    [
      ['https://github.com/tea/cup', 'code'],
      ['https://codes.example/?p=1', 'other'],
    ],
  ],
  ['https://tea.example/Cup_(vessel)', [['https://tea.example/Cup_(vessel)', 'other']]],
  ['here', []],
  ['the authors’ site', []],
  ['javascript:alert(1)', []],
  ['ftp://tea.example/cup', []],
  ['', []],
])('%j holds %j', (field, expected) => {
  expect(linksIn(field, () => {}).map(({ url, kind }) => [url, kind])).toEqual(expected)
})

test('a field that is for code or for a project says so', () => {
  expect(linksIn('https://tea.example/cup', () => {}, 'project')).toEqual([
    { url: 'https://tea.example/cup', kind: 'project' },
  ])
})

test('a field that is a text of many pages is left out with a note', () => {
  const notes: string[] = []
  expect(linksIn('https://tea.example '.repeat(1000), (note) => notes.push(note))).toEqual([])
  expect(notes).toEqual(['A field for links has 20,000 characters and was left out.'])
})
