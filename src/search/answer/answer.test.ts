import { expect, test } from 'vitest'
import { collectionOf, wholePart } from '../collection/collection.ts'
import type { SearchDocument } from '../document.ts'
import { roundedVectors } from '../meaning/model-file.ts'
import { staticModel } from '../meaning/model.ts'
import { seededRandom } from '../meaning/random.ts'
import type { SearchOptions } from '../search.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { buildSegment } from '../segment/build.ts'
import { vectorReader } from '../structures/vectors.ts'
import { suggest } from '../suggest/suggest.ts'
import { chances } from '../testing/generate.ts'
import { answer } from './answer.ts'
import { similarTo } from './similar.ts'
import { TUNING } from './tuning.ts'

const blank = {
  ...chances(1).paper('x'),
  systems: [],
  topics: [],
  authors: [],
  categories: [],
  votes: 0,
  date: '2024-01-01',
  year: 2024,
}
const paper = (
  id: string,
  title: string,
  abstract: string,
  more: Partial<SearchDocument> = {},
): SearchDocument => ({
  ...blank,
  id,
  title,
  abstract,
  ...more,
})
const papers = [
  paper(
    '2401.00001',
    'Whale: songs of the ocean',
    'We record whales and the tide near many islands.',
    { authors: ['Ada Lovelace'], topics: ['oceans'], votes: 9 },
  ),
  paper('2401.00002', 'A survey of marine sounds', 'Every sound of the sea, and the salt in it.', {
    year: 2023,
    date: '2023-05-05',
    categories: ['q-bio.PE'],
  }),
  paper(
    '2401.00003',
    'Rockets to orbit',
    'A launch engine for a small satellite on compute islands.',
    { has: { code: true, data: false, model: false, math: false } },
  ),
  paper(
    '2401.00004',
    'Satellite engines',
    'The launch of an engine. Islands of compute are not the same.',
    { date: '2025-02-02', year: 2025 },
  ),
]
const random = seededRandom(2)
const SEA = new Float32Array(256).map(() => random() - 0.5)
const SPACE = new Float32Array(256).map(() => random() - 0.5)
const words = {
  ocean: SEA,
  whale: SEA,
  marin: SEA,
  sea: SEA,
  salt: SEA,
  rocket: SPACE,
  orbit: SPACE,
  satellit: SPACE,
  engin: SPACE,
}
const model = staticModel(
  roundedVectors(
    Object.keys(words),
    Float32Array.from(Object.values(words).flatMap((vector) => [...vector])),
  ),
)
const segment = buildSegment(papers, { averages: [4, 10, 1, 2, 1], scoring: SCORING, model })
const sources = {
  collection: collectionOf([wholePart(segment)]),
  readers: [vectorReader(segment.vectors!)],
  model,
  timeLimit: Infinity,
}

const ask = (typed: string, options: SearchOptions = {}) => answer(sources, typed, options, () => 0)
const ids = (typed: string, options?: SearchOptions) =>
  ask(typed, options).hits.map(({ id }) => id.slice(-1))

test('meaning finds a paper that shares no word with the query', () => {
  expect(ids('ocean', { mode: 'words' })).toEqual(['1'])
  expect(ids('ocean').slice(0, 2)).toEqual(['1', '2'])
})

test.each(['best', 'newest', 'votes'] as const)(
  'what is found by meaning alone is counted and listed in every order (%s)',
  (sort) => {
    const { total, hits, facets } = ask('ocean', { sort, facets: true })
    expect(hits.map(({ id }) => id.slice(-1)).toSorted()).toEqual(['1', '2'])
    expect(total).toBe(2) // the rockets are as far from the ocean as a paper can be
    expect(facets!.year.reduce((sum, { count }) => sum + count, 0)).toBe(2)
  },
)

test.each(['newest', 'votes'] as const)(
  'by date or votes only those are listed that say all of it, or the most that any does (%s)',
  (sort) => {
    const listed = (typed: string) => {
      const { hits, total, facets } = ask(typed, { sort, mode: 'words', facets: true })
      expect([total, facets!.year.reduce((sum, { count }) => sum + count, 0)]).toEqual([
        hits.length,
        hits.length,
      ])
      return hits.map(({ id }) => id.slice(-1)).toSorted()
    }
    expect(listed('islands')).toEqual(['1', '3', '4'])
    expect(listed('compute islands')).toEqual(['3', '4'])
    expect(listed('compute island of zebras')).toEqual(['3', '4'])
    expect(listed('launchd satelite')).toEqual(['3', '4']) // as corrected
    expect(listed('islands year:2025')).toEqual(['4'])
    expect(listed('year:2023')).toEqual(['2'])
    expect(ids('compute islands').length).toBeGreaterThan(2) // the best come first anyway
  },
)

test('words that hardly any paper answers leave more to meaning', () => {
  const score = (typed: string) => ask(typed, { explain: true }).hits[0]!.explanation!.parts!.words
  expect(score('salt whales unheard unspoken unwritten')).toBeLessThan(score('salt whales'))
})

test('a quoted phrase finds the one paper that has it', () => {
  expect(ids('"compute islands"')).toEqual(['3'])
})

test('the paper of a name goes first, whatever the words say', () => {
  const { hits } = ask('whale', { explain: true })
  expect(hits[0]!.id).toBe('2401.00001')
  expect(hits[0]!.explanation!.isNamed).toBe(true)
})

test.each(['2401.00003', 'arXiv:2401.00003v2', 'https://arxiv.org/abs/2401.00003'])(
  '%s goes to the paper',
  (typed) => {
    expect(ids(typed)).toEqual(['3'])
  },
)

test('filters combine, and all that is left may be listed newest first or by votes', () => {
  expect(ids('has:code engine')).toEqual(['3'])
  expect(ids('year:2024..2025')).toEqual(['4', '1', '3'])
  expect(ids('year:2024..2025', { sort: 'votes' })[0]).toBe('1')
  expect(ids('author:lovelace')).toEqual(['1'])
  expect(ids('is:survey')).toEqual(['2'])
})

test('a slip of the pen is corrected, and told', () => {
  const { understood, hits } = ask('satelite lanch')
  expect(understood.corrected).toEqual([
    { from: 'satelite', to: 'satellite' },
    { from: 'lanch', to: 'launch' },
  ])
  expect(hits.length).toBeGreaterThan(0)
})

test('highlights are the words where they stand', () => {
  const hit = ask('launches', { mode: 'words' }).hits.find(({ id }) => id === '2401.00003')!
  const { abstract } = papers[2]!
  expect(hit.highlights.abstract.map(([start, end]) => abstract.slice(start, end))).toEqual([
    'launch',
  ])
})

test('without texts the same papers are found', () => {
  const whole = ask('launches')
  expect(whole.hits[0]!.title).not.toBe('')
  const bare = whole.hits.map((hit) => ({
    ...hit,
    title: '',
    highlights: { title: [], abstract: [] },
  }))
  expect(ask('launches', { texts: false }).hits).toEqual(bare)
})

test('an explanation adds up to the score', () => {
  for (const hit of ask('satellite launch engine', { explain: true }).hits) {
    const { parts, words: matches, wordScore } = hit.explanation!
    const sum = Object.values(parts!).reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(hit.score, 9)
    expect(matches.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(wordScore, 9)
  }
})

test('facets count everything found, not the page', () => {
  const { facets, total } = ask('', { facets: true, limit: 1 })
  expect(total).toBe(4)
  expect(facets!.year).toEqual([
    { value: '2025', count: 1 },
    { value: '2024', count: 2 },
    { value: '2023', count: 1 },
  ])
  expect(facets!.topic).toEqual([{ value: 'oceans', count: 1 }])
})

test('pages neither repeat nor skip', () => {
  const whole = ids('the launch of a satellite in the sea', { limit: 4 })
  const paged = [0, 1, 2, 3].flatMap((offset) =>
    ids('the launch of a satellite in the sea', { limit: 1, offset }),
  )
  expect(paged).toEqual(whole)
})

test('pages far down repeat nothing, though papers are found for them that belonged on the first', () => {
  const often = 'harbour '.repeat(9)
  const many = [
    paper('first', 'Harbours', `${often} orbit`), // what is found first is what else is wanted
    ...numbered(250, 'said', `${often} quay`),
    ...numbered(250, 'near', 'A whale'), // the nearest: nobody else is found by meaning
    ...numbered(100, 'like', `One harbour in orbit${' and much else'.repeat(20)}`), // by words, only far down
  ]
  const segment = buildSegment(many, { averages: [1, 20, 1, 4, 1], scoring: SCORING, model })
  const large = {
    ...sources,
    collection: collectionOf([wholePart(segment)]),
    readers: [vectorReader(segment.vectors!)],
  }
  const voices = { ...TUNING.voices, meaning: 0.1, company: 0.6, first: 1, enough: 1, full: 0 }
  const page = (offset: number) =>
    answer(large, 'harbour sea', { offset, limit: 50 }, () => 0, { ...TUNING, voices }).hits
  const paged = [0, 50, 100, 150, 200, 250].flatMap((offset) => page(offset).map(({ id }) => id))

  expect(new Set(paged).size).toBe(300)
  expect(paged.slice(0, 100).filter((id) => id.startsWith('like'))).toEqual([])
  expect(paged.slice(100, 200).filter((id) => id.startsWith('like'))).toHaveLength(100)
})

function numbered(count: number, name: string, abstract: string): SearchDocument[] {
  return Array.from({ length: count }, (_, n) => paper(`${name}-${n}`, 'A title', abstract))
}

test('finding ends before the limit does, as hits and facets have to be made of it', () => {
  const reached = (milliseconds: number) => {
    const times = [0, 0] // as it begins
    const now = () => times.shift() ?? milliseconds
    return answer({ ...sources, timeLimit: 100 }, 'launch engine', { mode: 'words' }, now)
  }
  expect(reached(80).isComplete).toBe(true)
  expect(reached(90).isComplete).toBe(false)
})

test('a search that runs out of time answers with what it found, and says so', () => {
  let clock = 0
  const result = answer(
    { ...sources, timeLimit: 5 },
    'launch engine',
    { mode: 'words' },
    () => (clock += 10),
  )
  expect(result.isComplete).toBe(false)
  expect(result.hits.length).toBeGreaterThan(0)
})

test.each([
  [
    'a thousand frequent words',
    Array.from({ length: 1000 }, (_, i) => `launch engine sea${i}`).join(' '),
  ],
  ['a megabyte', 'whale '.repeat(170_000)],
  ['phrases', '"launch engine" '.repeat(29)],
  ['filters', Array.from({ length: 29 }, (_, i) => `year:${1990 + i}..2030`).join(' ')],
])('however much is asked, little is done once time is up: %s', (_, typed) => {
  let looks = 0
  const result = answer({ ...sources, timeLimit: 0 }, typed, {}, () => looks++)
  expect(result).toMatchObject({ isComplete: false, understood: { usedMeaning: false } })
  expect(looks).toBeLessThan(12) // so nothing goes on from look to look
  expect(ask(typed).isComplete).toBe(true)
})

test('a query that waits for a processor gets its time all the same, but not for ever', () => {
  const isComplete = (waited: number, hasWorked: number) => {
    let looks = 0
    const now = () => (looks++ < 2 ? 0 : waited) // the first two are when it begins
    let asked = 0
    const worked = () => (asked++ === 0 ? 0 : hasWorked)
    return answer({ ...sources, timeLimit: 50, worked }, 'whale', {}, now).isComplete
  }
  expect(isComplete(400, 20)).toBe(true)
  expect(isComplete(400, 60)).toBe(false)
  expect(isComplete(600, 20)).toBe(false)
})

test.each([
  ['operators alone', '-"" author: year:.. "" - : '.repeat(40)],
  [
    'words that nobody knows',
    Array.from({ length: 500 }, (_, i) => `zz${i.toString(26)}`).join(' '),
  ],
  [
    'every control and direction sign',
    String.fromCodePoint(...Array.from({ length: 0x2100 }, (_, i) => i)),
  ],
  ['half a character', '\ud800 whale \udc00'],
])('anything is answered: %s', (_, typed) => {
  expect(ask(typed)).toMatchObject({ isComplete: true })
})

test('similar papers are those on the same subject, without the paper itself', () => {
  expect(similarTo(sources, '2401.00003', 1).map(({ id }) => id)).toEqual(['2401.00004'])
  expect(similarTo(sources, '2401.00003', 10).map(({ id }) => id)).not.toContain('2401.00003')
  expect(similarTo(sources, 'nobody', 5)).toEqual([])
})

test('the beginning of a word suggests names, topics, authors and titles', () => {
  const texts = (typed: string) =>
    suggest(sources.collection, typed, 10).map(({ kind, text }) => `${kind}: ${text}`)
  expect(texts('wha')).toEqual(['name: Whale: songs of the ocean'])
  expect(texts('oc')).toEqual(['topic: oceans', 'title: Whale: songs of the ocean'])
  expect(texts('ada l')).toEqual(['author: Ada Lovelace'])
  expect(texts('rockets to or')).toEqual(['title: Rockets to orbit'])
  expect(texts('')).toEqual([])
  expect(texts('\0"; --')).toEqual([])
})
