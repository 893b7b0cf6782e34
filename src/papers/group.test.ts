import { expect, test } from 'vitest'
import { randomFrom } from '../../test/random.ts'
import { anyRecord } from '../../test/any-record.ts'
import { groupByWork, type Named } from './group.ts'
import type { Draft } from './paper.ts'
import { namesOf } from './twins.ts'

function named(externalId: string, known: Partial<Draft>): Named {
  const draft: Draft = { ids: {}, title: 'Counting owls with cheap microphones', ...known }
  return { source: 'test', externalId, raw: '', draft, names: namesOf(draft) }
}

const groups = (records: Named[], storedWith: Record<string, string> = {}) =>
  groupByWork(records, ({ externalId }) => storedWith[externalId] ?? null)
    .map((group) =>
      group
        .map(({ externalId }) => externalId)
        .toSorted()
        .join(' '),
    )
    .toSorted()

test('the chapters of a book stay apart, and the sources of one chapter come together', () => {
  const doi = { ids: { doi: '10.1000/book' } }
  expect(
    groups([
      named('owls', doi),
      named('owls again', { ...doi, authors: ['Ada Oak'] }),
      named('newts', { ...doi, title: 'The patience of newts in cold water' }),
      named('book', { ...doi, title: 'Proceedings of the meeting on small animals' }),
    ]),
  ).toEqual(['book', 'newts', 'owls owls again'])
})

test('a record that could be about either of two works is about neither, in any order', () => {
  const records = [
    named('x', { ids: { doi: '10.1000/x' }, authors: ['Ada Oak'] }),
    named('y', { ids: { doi: '10.1000/y' }, authors: ['Ada Oak'] }),
    named('title only', {}),
  ]
  expect(groups(records)).toEqual(['title only', 'x', 'y'])
  expect(groups(records.toReversed())).toEqual(['title only', 'x', 'y'])
  expect(groups(records.slice(1))).toEqual(['title only y'])
})

test('a record that shares its names with no other stays where it was, unless an arXiv id is against it', () => {
  const now = named('arxiv', { ids: { arxiv: '2401.00001' }, title: 'Owls, counted anew' })
  const page = named('page', {})
  expect(groups([now, page])).toEqual(['arxiv', 'page'])
  expect(groups([now, page], { arxiv: 'p', page: 'p' })).toEqual(['arxiv page'])
  const other = named('page', { ids: { arxiv: '2401.00002' } })
  expect(groups([now, other], { arxiv: 'p', page: 'p' })).toEqual(['arxiv', 'page'])
})

test.each(Array.from({ length: 300 }, (_, seed) => seed))(
  'the order of the records does not matter, nothing is lost, and no work has two arXiv ids (seed %i)',
  (seed) => {
    const random = randomFrom(seed)
    const records = Array.from({ length: 2 + random.below(12) }, (_, n) => {
      const { draft } = anyRecord(random)
      return named(`${n}`, draft)
    })
    const first = groups(records)
    for (let run = 0; run < 3; run++) {
      const shuffled = records
        .map((record) => ({ record, at: random.below(1e6) }))
        .toSorted((a, b) => a.at - b.at)
      expect(groups(shuffled.map(({ record }) => record))).toEqual(first)
    }
    expect(first.flatMap((group) => group.split(' ')).toSorted()).toEqual(
      records.map(({ externalId }) => externalId).toSorted(),
    )
    for (const group of groupByWork(records, () => null)) {
      expect(new Set(group.flatMap(({ draft }) => draft.ids.arxiv ?? [])).size).toBeLessThan(2)
    }
  },
)
