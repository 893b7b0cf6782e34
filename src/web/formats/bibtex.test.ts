import { parse } from '@retorquere/bibtex-parser'
import { expect, test } from 'vitest'
import type { Paper } from '../../papers/paper.ts'
import { paper } from '../../../test/test-paper.ts'
import { paperBibtex } from './bibtex.ts'

const arxivPaper = { ids: { arxiv: '2504.00001' }, authors: ['Ada Example'], categories: ['cs.LG'] }

const entry = (more: Partial<Paper>) => paperBibtex({ ...paper, ...arxivPaper, ...more })
const read = (more: Partial<Paper>) => parse(entry(more), { sentenceCase: false }).entries[0]!

test('an entry is written like this', () => {
  expect(entry({})).toBe(`@misc{example2025learning,
  title = {{On learning}},
  author = {Ada Example},
  year = {2025},
  month = {apr},
  eprint = {2504.00001},
  archiveprefix = {arXiv},
  primaryclass = {cs.LG},
  url = {https://arxiv.org/abs/2504.00001},
}
`)
})

test('no more of the date is given than is known', () => {
  const year = entry({ published: { at: new Date('2021-01-01'), precision: 'year' } })
  expect(year).toContain('year = {2021}')
  expect(year).not.toContain('month')
  expect(entry({ published: null })).not.toContain('year')
})

test('what TeX would take as a command reads back as it was', () => {
  for (const title of ['100% of $5 & more', 'A_b^c #1 ~x', 'Braces {in} text', 'C:\\path\\to']) {
    expect(read({ titleText: title }).fields.title?.replace(/<\/?span[^>]*>/g, '')).toBe(title)
  }
})

test('a name with the word and in it stays one person', () => {
  expect(read({ authors: ['The Salt and Pepper Team', 'Ada Example'] }).fields.author).toHaveLength(
    2,
  )
})

test('talks, articles and preprints are told apart', () => {
  expect(entry({ venue: 'EMNLP 2023' })).toMatch(/^@inproceedings.*booktitle = \{EMNLP 2023\}/s)
  expect(entry({ venue: 'Proceedings of the Example Society' })).toMatch(/^@inproceedings/)
  expect(entry({ venue: 'Journal of Examples 12 (2020) 34' })).toMatch(/^@article.*journal = /s)
  expect(entry({ venue: 'NAACL-HLT 2021' })).toMatch(/^@inproceedings/)
  expect(entry({ venue: 'Example Letters 2021' })).toMatch(/^@article/)
  expect(entry({ venue: 'Nature 2021' })).toMatch(/^@article/)
  expect(entry({})).toMatch(/^@misc/)
})

test('a venue of many capitals takes no longer than it is long', () => {
  expect(entry({ venue: 'A'.repeat(20_000) })).toMatch(/^@article/) // cubic work would not end
})

test('a key is made of plain letters, whatever the names are', () => {
  expect(entry({ authors: ['王小明'], titleText: '机器学习' })).toMatch(/^@misc\{2025,/)
  expect(entry({ authors: ['José Muñoz'] })).toMatch(/^@misc\{munoz2025learning,/)
  expect(entry({ authors: [], titleText: '†', published: null })).toMatch(/^@misc\{paper,/)
})

test('nothing in a DOI can end the field', () => {
  expect(read({ ids: { doi: '10.1000/a}b{c' } }).fields.doi).toBe('10.1000/a%7Db%7Bc')
})
