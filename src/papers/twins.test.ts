import { expect, test } from 'vitest'
import type { Draft } from './paper.ts'
import { idOf, namesOf, normaliseTitle, saysTooLittle } from './twins.ts'

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

test('a work with several names goes by its arXiv id first', () => {
  const called = (ids: Draft['ids']) => idOf({ ids, title: 'Birds that count to seven' })
  expect(called({ doi: '10.1007/abc', arxiv: '2406.01234' })).toBe('2406.01234')
  expect(called({ doi: '10.1007/abc', acl: 'P19-1001' })).toBe('acl:P19-1001')
  expect(called({ other: 'pc:3dv2025/05T81ScPFb' })).toBe('pc:3dv2025/05T81ScPFb')
})

test('an id that others share is no name, but tells a chapter from its namesakes', () => {
  const chapter = { ids: { doi: '10.1007/book' }, title: 'Birds that count to seven' }
  const shared = idOf(chapter, ({ kind }) => kind === 'doi')
  expect(shared).toMatch(/^title:birds-that-count-to-seven-[0-9a-f]{6}$/)
  expect(shared).not.toBe(idOf({ ...chapter, ids: {} }))
  expect(
    idOf({ ...chapter, ids: { ...chapter.ids, acl: 'P19-1001' } }, ({ kind }) => kind === 'doi'),
  ).toBe('acl:P19-1001')
})

test('a work is found again by its ids and by its title, whoever wrote it', () => {
  const draft = {
    ids: { arxiv: '2401.00001' },
    title: 'Birds that count to seven',
    authors: ['Ada Oak'],
  }
  const { own, title } = namesOf(draft)

  expect(own.map(({ kind }) => kind)).toEqual(['arxiv', 'title'])
  expect(own.at(-1)!.value).toBe(`${title}oak`)
  expect(namesOf({ ...draft, authors: [] }).title).toBe(title)
})

test('a short title alone is no name: many works are called "Editorial"', () => {
  expect(
    namesOf({ ids: { doi: '10.1000/x' }, title: 'Editorial', authors: ['Ada Oak'] }).own.map(
      ({ kind }) => kind,
    ),
  ).toEqual(['doi'])
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

test('an introduction is one of many: who wrote it and to which book tells it from the others', () => {
  const introduction = (venue: string) => ({ ids: {}, title: 'Introduction', authors: ['Ada Oak'], venue }) // prettier-ignore
  const [owls, bats] = [introduction('Owls'), introduction('Bats')]
  expect(idOf(owls)).not.toBe(idOf(bats))
  expect(namesOf(owls).title).toBeNull()
})

test.each([
  '',
  'Editorial',
  'Preface',
  'INTRODUCTION',
  "Editors' Introduction",
  'Acknowledgements',
])('the title “%s” names no work', (title) => {
  expect(saysTooLittle(normaliseTitle(title))).toBe(true)
})

test.each([
  'Deep Learning',
  'Introduction to Owls',
  'The Introduction',
  '基于图的学习在猫头鹰中的应用',
])('the title “%s” names a work', (title) => {
  expect(saysTooLittle(normaliseTitle(title))).toBe(false)
  const [placed, unplaced] = [{ venue: 'Owls' }, {}].map((more) =>
    idOf({ ids: {}, title, ...more }),
  )
  expect(placed).toBe(unplaced)
})
