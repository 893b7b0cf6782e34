import { expect, test } from 'vitest'
import { canBeTwins, idOf, namesOf, normaliseTitle } from './twins.ts'

test.each([
  ['M$^{3}$-20M: Molecules', 'M³-20M: molecules'],
  [String.raw`Bail\'ing the \emph{Boat}`, 'Bailíng the boat'],
  ['Self-supervised   learning', 'Self supervised learning'],
  ['Ｆｕｌｌ width', 'Full Width'],
])('%s and %s are one title', (one, other) => {
  expect(normaliseTitle(one)).toBe(normaliseTitle(other))
})

test('titles in different scripts or with other words stay apart', () => {
  expect(normaliseTitle('Learning I')).not.toBe(normaliseTitle('Learning II'))
  expect(normaliseTitle('基于图的学习')).toBe('基于图的学习')
})

test.each([
  ['C vs C++: a comparison', 'C vs C#: a comparison'],
  ['Notes on version 1.2 of the tool', 'Notes on version 12 of the tool'],
  ['When p<q in random graphs', 'When p>q in random graphs'],
  ['हिन्दी में खोज', 'हनद म खज'],
])('%s and %s are two titles', (one, other) => {
  expect(normaliseTitle(one)).not.toBe(normaliseTitle(other))
})

test('two works with a short title and no ids are two, unless everything known of them agrees', () => {
  const editorial = (author: string, year: string) =>
    idOf({
      ids: {},
      title: 'Editorial',
      authors: [author],
      published: { at: new Date(`${year}-01-01T00:00:00Z`), precision: 'year' },
    })
  expect(editorial('Ann Smith', '2001')).not.toBe(editorial('Bob Smith', '2001'))
  expect(editorial('Ann Smith', '2001')).not.toBe(editorial('Ann Smith', '2015'))
  expect(editorial('Ann Smith', '2001')).toBe(editorial('Ann Smith', '2001'))
})

test('a work is sought by its ids, by title with first author, and by title alone', () => {
  const draft = {
    ids: { arxiv: '2401.00001' },
    title: 'Birds that count to seven',
    authors: ['Ada Oak'],
  }
  const { own, sought, anyAuthor } = namesOf(draft)

  expect(sought.map(({ kind }) => kind)).toEqual(['arxiv', 'title', 'title'])
  expect(own).toHaveLength(2)
  expect(anyAuthor).toBeNull()
  expect(namesOf({ ...draft, authors: [] }).anyAuthor).toBe(sought.at(-1)!.value)
})

test('a short title alone is no name: many works are called "Editorial"', () => {
  expect(
    namesOf({ ids: { doi: '10.1000/x' }, title: 'Editorial', authors: ['Ada Oak'] }).own.map(
      ({ kind }) => kind,
    ),
  ).toEqual(['doi'])
})

test('different arXiv ids are different works; other ids tell works apart only where a title brought them together', () => {
  expect(canBeTwins({ arxiv: '2401.00001' }, { arxiv: '2401.00002' }, false)).toBe(false)
  expect(canBeTwins({ arxiv: '2401.00001' }, { doi: '10.1000/x' }, true)).toBe(true)
  expect(canBeTwins({ doi: '10.1000/x' }, { doi: '10.1000/y' }, true)).toBe(false)
  expect(
    canBeTwins({ doi: '10.1000/x', acl: 'P19-1001' }, { doi: '10.1000/y', acl: 'P19-1001' }, false),
  ).toBe(true)
})

test('a work known by title has a readable id that does not depend on spelling of case or spaces', () => {
  const id = idOf({ ids: {}, title: 'Birds that count to Seven' })
  expect(id).toMatch(/^title:birds-that-count-to-seven-[0-9a-f]{6}$/)
  expect(idOf({ ids: {}, title: 'birds  that count to seven' })).toBe(id)
  expect(idOf({ ids: {}, title: 'Birds that count to Seven', authors: ['Ada Oak'] })).not.toBe(id)
})

test('an id made of a title is never endless and never empty', () => {
  expect(idOf({ ids: {}, title: 'word '.repeat(1000) }).length).toBeLessThan(80)
  expect(idOf({ ids: {}, title: 'x'.repeat(1000) }).length).toBeLessThan(80)
  expect(idOf({ ids: {}, title: '???' })).toMatch(/^title:untitled-[0-9a-f]{6}$/)
})
