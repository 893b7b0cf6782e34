import { expect, test } from 'vitest'
import { NotAPaper } from '../reading.ts'
import { readBibtex } from './bibtex.ts'

function read(raw: string) {
  const notes: string[] = []
  return { ...readBibtex(raw, (note) => notes.push(note)), notes }
}

test('an entry gives a draft', () => {
  const { draft, externalId, source, notes } = read(String.raw`@string{tea = {Journal of Tea}}
@Article{lee2020cups,
  Title    = {Cups and {S}aucers: {\"U}ber $x^{2}$ {Spoons}},
  author   = {Lee, Ann and {The {Cup} Team} and van der Kim, Bo and M{\"u}ller, Jr., Uwe and others},
  journal  = tea # { \& Coffee},
  year     = 2020, month = mar,
  doi      = {10.1000/TEA.1},
  url      = {https://tea.example/cups\_1.pdf},
  abstract = {We pour
    tea.

    Then we drink it.}
}`)
  expect({ source, externalId, notes }).toEqual({
    source: 'bibtex',
    externalId: 'doi:10.1000/tea.1',
    notes: [],
  })
  expect(draft).toEqual({
    ids: { doi: '10.1000/tea.1' },
    title: String.raw`Cups and {S}aucers: {\"U}ber $x^{2}$ {Spoons}`,
    abstract: 'We pour tea.\n\nThen we drink it.',
    authors: ['Ann Lee', 'The Cup Team', 'Bo van der Kim', 'Uwe Müller Jr.'],
    published: { at: new Date('2020-03-01T00:00:00Z'), precision: 'month' },
    venue: 'Journal of Tea & Coffee',
    links: [{ url: 'https://tea.example/cups_1.pdf', kind: 'pdf' }],
  })
})

test.each([
  ['eprint = {2406.01234v2}, archiveprefix = {arXiv}', '2406.01234'],
  ['eprint = {2406.01234}, eprinttype = {arxiv}', '2406.01234'],
  ['eprint = {hep-th/9901001}', 'hep-th/9901001'],
  ['journal = {arXiv preprint arXiv:2406.01234}', '2406.01234'],
  ['journal = {CoRR}, volume = {abs/2406.01234}', '2406.01234'],
  ['doi = {10.48550/arXiv.2406.01234}', '2406.01234'],
  ['url = {https://arxiv.org/abs/2406.01234}', '2406.01234'],
  ['url = {https://aclanthology.org/2023.acl-long.12}', 'acl:2023.acl-long.12'],
  ['doi = {10.1000/x_1}, journal = {Tea}', 'doi:10.1000/x_1'],
])('%s names the work', (fields, id) => {
  expect(read(`@misc{x, title = {Cups and Saucers}, ${fields}}`).externalId).toBe(id)
})

test.each([
  ['chapter = 3', 'All About Cups, chapter 3', 'All About Cups'],
  ['chapter = {IV}', 'All About Cups, chapter IV', 'All About Cups'],
  ['chapter = {Handles}', 'Handles', 'All About Cups'],
  ['chapter = 3, booktitle = {All of It}', 'All About Cups', 'All of It'],
  ['pages = {1--2}', 'All About Cups', undefined],
])('of a chapter of a book, %s names “%s”', (fields, title, venue) => {
  const { draft } = read(`@inbook{x, title={All About Cups}, author={Ann Lee}, ${fields}}`)
  expect({ title: draft.title, venue: draft.venue }).toEqual({ title, venue })
})

test('an id of another server leaves the title to name the work', () => {
  const { externalId } = read(
    '@misc{x, title={Cups and Saucers}, eprint={12345}, eprinttype={pubmed}}',
  )
  expect(externalId).toMatch(/^title:cups-and-saucers-[0-9a-f]{6}$/)
})

test.each(['arXiv preprint arXiv:2406.01234', 'CoRR', '{arXiv}'])('%s is no venue', (journal) => {
  expect(read(`@article{x, title={Cups}, journal={${journal}}}`).draft.venue).toBeUndefined()
})

test.each([
  ['date = {2020-03-04}', '2020-03-04', 'day'],
  ['date = {2020-03-04/2020-03-06}', '2020-03-04', 'day'],
  ['year = "2020", month = 12', '2020-12-01', 'month'],
  ['year = {{2020}}, month = {December}', '2020-12-01', 'month'],
  ['year = 2020, month = "5--7"', '2020-01-01', 'year'],
])('%s is %s', (fields, day, precision) => {
  expect(read(`@misc{x, title={Cups}, ${fields}}`).draft.published).toEqual({
    at: new Date(day),
    precision,
  })
})

test('a year that is none is left out with a note', () => {
  const { draft, notes } = read('@misc{x, title={Cups}, year={in press}}')
  expect(draft.published).toBeUndefined()
  expect(notes).toEqual(['The date "in press" does not exist and was left out.'])
})

test.each([
  ['@article{x, author={Ann Lee}}', 'The title is missing.'],
  ['@proceedings{x, title={Proceedings of Tea}}', 'volume'],
  ['@article{x, title={Cups', 'never closes'],
  ['no entry', 'no BibTeX entry'],
])('%s is no paper', (raw, words) => {
  expect(() => read(raw)).toThrow(NotAPaper)
  expect(() => read(raw)).toThrow(words)
})

test('an abbreviation that nobody defined stays as its name', () => {
  expect(read('@article{x, title={Cups}, journal=tea}').draft.venue).toBe('tea')
})
