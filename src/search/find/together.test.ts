import { expect, test } from 'vitest'
import { collectionOf, itemOf, wholePart } from '../collection/collection.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { weigh } from '../scoring/weigh.ts'
import { buildSegment } from '../segment/build.ts'
import { chances } from '../testing/generate.ts'
import { occurrencesOf, typedTerms } from './occurrences.ts'
import { together } from './together.ts'

const recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }

/** Of titles alone, each a paper, two to a segment. */
function standIn(titles: string[], text: string): number[] {
  const papers = titles.map((title, i) => ({
    ...chances(i + 1).paper(`p${i}`),
    title,
    abstract: '',
    systems: [],
    authors: [],
    topics: [],
    categories: [],
    date: null,
  }))
  const parts = [papers.slice(0, 2), papers.slice(2)].map((some, key) =>
    wholePart(buildSegment(some, recipe), key),
  )
  const collection = collectionOf(parts)
  const { words } = parseQuery(text)
  const items = papers.map((_, i) => (i < 2 ? itemOf(0, i) : itemOf(1, i - 2)))
  const typed = typedTerms(words, weigh(collection, words, 0))
  return Array.from(together(occurrencesOf(collection, typed, items), typed))
}

test('words count as they stand in the query: side by side, near, or not at all', () => {
  const titles = [
    'Graph kernels',
    'Graph and molecular kernels',
    'Kernels of a graph',
    'Graph of one two three four kernels',
    'Kernel graph, graph kernel',
  ]
  const found = standIn(titles, 'graph kernels')
  expect(found[0]).toBe(1)
  expect(found[1]).toBeCloseTo(1 / 3)
  expect(found.slice(2)).toEqual([0, 0, 1])
})

test('a pair counts by its lighter word, and all pairs together 1', () => {
  const titles = [
    'Sparse graph kernels',
    'Sparse graph',
    'Graph kernels',
    'Graph of nothing',
    'Graph of something',
  ]
  const [all, first, second] = standIn(titles, 'sparse graph kernels') as [number, number, number]
  expect(all).toBeCloseTo(1)
  expect(first + second).toBeCloseTo(1)
})

test('a size stands beside the next word however it is written, here and there', () => {
  const titles = [
    '20M images',
    '20,000,000 images',
    '20 million images',
    'Images, 20 million',
    '21M images',
  ]
  for (const size of ['20 million', '20M', '20,000,000'])
    expect(standIn(titles, `${size} images`)).toEqual([1, 1, 1 / 2, 0, 0])
})

test('the other parts of a compound stand beside the size in it', () => {
  expect(standIn(['LLaMA-7B', '7B LLaMA', 'LLaMA 7 billion'], 'llama-7b')).toEqual([1, 0, 1])
  const titles = ['128k-token models', 'Models: tokens, 128k', '128,000 token models']
  expect(standIn(titles, '128k-token models')).toEqual([1, 0, 1])
})

test('one word, unknown words, and a word twice have nothing to stand beside', () => {
  const titles = ['Graph graph', 'Graph kernels', 'Other']
  expect(standIn(titles, 'graph')).toEqual([0, 0, 0])
  expect(standIn(titles, 'graph graph')).toEqual([0, 0, 0])
  expect(standIn(titles, 'graph zyzzyva')).toEqual([0, 0, 0])
})

test('a paper that says two words ten thousand times is read once through', () => {
  const title = Array.from({ length: 10_000 }, (_, i) => (i < 5000 ? 'graph' : 'kernels')).join(' ')
  expect(standIn([title, 'Kernels', 'Other'], 'graph kernels')).toEqual([1, 0, 0])
})
