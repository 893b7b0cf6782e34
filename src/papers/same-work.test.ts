import { expect, test } from 'vitest'
import type { Draft } from './paper.ts'
import { factsOf, whyApart, type Meeting } from './same-work.ts'

const owls = 'Counting owls with cheap microphones'
const deep = 'Listening to owls: a survey of passive acoustics in forests'
const one = (draft: Partial<Draft>): Draft => ({ ids: {}, title: owls, ...draft })

/** Both ways, which must agree. */
function reason(a: Partial<Draft>, b: Partial<Draft>, by: Meeting) {
  const [first, second] = [factsOf([one(a)]), factsOf([one(b)])]
  const found = whyApart(first, second, by)
  expect(whyApart(second, first, by)).toBe(found)
  return found
}

test.each<[string, Partial<Draft>, Partial<Draft>]>([
  ['one title', {}, {}],
  ['one title, other authors', { authors: ['Ada Oak'] }, { authors: ['The Owl Collaboration'] }],
  [
    'a title of one book, of few letters, authors spelt otherwise',
    { title: 'Deep Learning', authors: ['Ada Oak'] },
    { title: 'Deep Learning', authors: ['Ada Oak-Elm'] },
  ],
  ['a subtitle that came', {}, { title: `${owls}: five years later` }],
  ['a word spelt otherwise', { title: deep }, { title: deep.replace('survey', 'surveys') }],
  [
    'another title, half of the authors',
    { authors: ['Ada Oak', 'Bo Elm'] },
    { title: deep, authors: ['Oak, A.', 'Cy Fir'] },
  ],
  ['a title that nobody told', {}, { title: '' }],
  ['a short title, nothing else known', { title: 'Preface' }, { title: 'Preface' }],
])('a DOI joins records with %s', (_, a, b) => {
  expect(reason(a, b, 'doi')).toBeNull()
})

test.each<[string, Partial<Draft>, Partial<Draft>]>([
  ['other titles', {}, { title: deep }],
  ['other titles, authors known of one', { authors: ['Ada Oak'] }, { title: deep }],
  ['titles of one series', { title: 'Neural owls' }, { title: 'Neural owls in the forest' }],
  [
    'other authors, a title much like it',
    { authors: ['Ada Oak'] },
    { title: `${owls}: five years later`, authors: ['Bo Elm'] },
  ],
  [
    'other titles, one author of three',
    { authors: ['Ada Oak', 'Bo Elm', 'Cy Fir'] },
    { title: deep, authors: ['Di Ash', 'Bo Elm', 'Ed Yew'] },
  ],
  [
    'a short title that every book has, other authors',
    { title: 'Preface', authors: ['Ada Oak'] },
    { title: 'Preface', authors: ['Bo Elm'] },
  ],
  [
    'a longer title that every book has, other authors',
    { title: 'Introduction', authors: ['Ada Oak'] },
    { title: 'Introduction', authors: ['Bo Elm'] },
  ],
])('a DOI alone does not join records with %s: it can be that of a book', (_, a, b) => {
  expect(reason(a, b, 'doi')).toBe('their titles and authors differ')
})

test('chapters that one author wrote stay apart under the DOI of their book', () => {
  const authors = ['Ada Oak']
  const chapter = (doi: string, title: string) => ({ ids: { doi }, title, authors })
  for (const doi of ['10.1007/978-3-030-12345-6', '10.1093/oso/9780190000000.001.0001']) {
    const apart = 'their titles and authors differ'
    expect(reason(chapter(doi, owls), chapter(doi, deep), 'doi')).toBe(apart)
    expect(reason(chapter(doi, owls), chapter(doi, `${owls}: later`), 'doi')).toBeNull()
    expect(reason(chapter(doi, owls), chapter(doi, owls), 'doi')).toBeNull()
  }
  const own = '10.1007/978-3-030-12345-6_2'
  expect(reason(chapter(own, owls), chapter(own, deep), 'doi')).toBeNull()
})

test.each<Meeting>(['id', 'title', 'doi'])('two arXiv ids are two works, met by %s', (by) => {
  expect(reason({ ids: { arxiv: '2401.00001' } }, { ids: { arxiv: '2401.00002' } }, by)).toBe(
    'their arXiv ids differ',
  )
})

test('a title does not join records that differ in another id or in the first author', () => {
  const [x, y] = [{ ids: { doi: '10.1000/x' } }, { ids: { doi: '10.1000/y' } }]
  expect(reason({ ids: { arxiv: '2401.00001' } }, x, 'title')).toBeNull()
  expect(reason(x, y, 'title')).toBe('their other ids differ')
  expect(reason(x, y, 'id')).toBeNull()
  expect(reason({ authors: ['Ada Oak'] }, { authors: ['Bo Elm'] }, 'title')).toBe(
    'their first authors differ',
  )
  expect(reason({ authors: ['Ada Oak'] }, {}, 'title')).toBeNull()
})
