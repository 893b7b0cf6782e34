import { expect, test } from 'vitest'
import type { Paper } from '../../papers/paper.ts'
import { paper } from '../../../test/test-paper.ts'
import { paperMarkdown } from './markdown.ts'

const year: Partial<Paper> = { published: { at: new Date('2021-01-01'), precision: 'year' } }
const write = (more: Partial<Paper>) =>
  paperMarkdown({ ...paper, ...year, ...more }, 'https://example.org/p')

test('a paper is written like this', () => {
  expect(
    write({ ids: { acl: 'P19-1001' }, links: [{ url: 'https://example.org/c', kind: 'code' }] }),
  ).toBe(`# On learning

Ada Example, Max Muster

- Published: 2021
- ACL: [P19-1001](https://aclanthology.org/P19-1001/)
- Code: <https://example.org/c>
- Page: <https://example.org/p>

## Abstract

First.

Second.
`)
})

test('what is not known leaves no empty line', () => {
  expect(write({ authors: [], published: null, abstractText: '' })).toBe(
    '# On learning\n\n- Page: <https://example.org/p>\n',
  )
})

const title = (text: string) => write({ titleText: text }).split('\n')[0]

test('characters that would be markup are escaped, and others are not', () => {
  expect(title('a_b and 2*3 and <b>')).toBe('# a_b and 2\\*3 and \\<b>')
  expect(title('_emphasis_ and [link](x) and `code`')).toBe(
    '# \\_emphasis\\_ and \\[link\\](x) and \\`code\\`',
  )
  expect(title('AT&T, R&D and &lt;')).toBe('# AT&T, R&D and \\&lt;')
})

test('an id that begins with digits and a dot is no list', () => {
  expect(write({ ids: { arxiv: '2504.00001' } })).toContain('[2504.00001](')
})

test('a paragraph that begins like a list or a heading stays a paragraph', () => {
  expect(write({ abstractText: '# one\n\n- two\n\n3. three\n\n1,000 papers' })).toContain(
    '\\# one\n\n\\- two\n\n3\\. three\n\n1,000 papers',
  )
})
