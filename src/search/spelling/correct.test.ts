import { expect, test } from 'vitest'
import { collectionOf, wholePart } from '../collection/collection.ts'
import { seededRandom } from '../meaning/random.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { buildSegment } from '../segment/build.ts'
import { inByteOrder, prefixed, vocabularyOf } from '../structures/vocabulary.ts'
import { chances } from '../testing/generate.ts'
import { corrected } from './correct.ts'
import { nearTerms } from './near-terms.ts'

const recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }
const titles = [
  'Mixture of experts',
  'A mixture of networks',
  'Transformer language models',
  'Language transformers',
  'Knowledge distillation',
  'Distillation of knowledge',
  'RLHF for agents',
  'RLHF at scale',
]
const papers = titles.map((title, i) => ({
  ...chances(i + 1).paper(`p${i}`),
  title,
  abstract: '',
  systems: [],
  authors: [],
  topics: [],
}))
const collection = collectionOf([wholePart(buildSegment(papers, recipe))])
const corrections = (typed: string) =>
  corrected(collection, parseQuery(typed).words).corrections.map(
    ({ from, to }) => `${from} → ${to}`,
  )

test('an unknown word becomes the known one that it was meant to be', () => {
  expect(corrections('mixtre of experts')).toEqual(['mixtre → mixture'])
  expect(corrections('langauge tranformer')).toEqual([
    'langauge → language',
    'tranformer → transformer',
  ])
  expect(corrections('knowlege distilation')).toEqual(['knowlege → knowledge']) // both spellings of the other have one stem
})

test('known words, short words and words with digits are left alone', () => {
  expect(corrections('mixture models')).toEqual([])
  expect(corrections('mix')).toEqual([])
  expect(corrections('gpt4x')).toEqual([])
})

test('another name of what was typed is no slip, though no paper has it', () => {
  expect(corrections('RLHF langauge')).toEqual(['langauge → language'])
  expect(corrections('large language model')).toEqual([]) // llm is not taken for a word that papers have
})

test('of a compound, the parts are put right', () => {
  expect(corrections('transformer-knowledge')).toEqual([]) // no paper has it as one word
  expect(corrections('mixtre-networks')).toEqual(['mixtre → mixture'])
})

test('what resembles nothing stays as it is', () => {
  expect(corrected(collection, parseQuery('zyzzyva').words).words.map(({ text }) => text)).toEqual([
    'zyzzyva',
  ])
})

test('a rare word is joined by a spelling that is 300 times as frequent, and by no other', () => {
  const named = (title: string, i: number) => ({ ...papers[0]!, id: `r${i}`, title })
  const words = ['langauge', 'breakdowm', ...Array<string>(300).fill('language'), ...Array<string>(299).fill('breakdown')] // prettier-ignore
  const segment = buildSegment(words.map(named), recipe)
  const large = { ...collectionOf([wholePart(segment)]), papers: 10_000 } // where a word of one paper is rare
  const { words: wanted, corrections: told } = corrected(
    large,
    parseQuery('langauge breakdowm').words,
  )
  expect(wanted.map(({ text }) => text)).toEqual(['langauge', 'language', 'breakdowm'])
  expect(told).toEqual([{ from: 'langauge', to: 'language' }])
})

/** Optimal string alignment, from its definition. */
function alignment(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + cost,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1)
      }
    }
  }
  return table[a.length]![b.length]!
}

test.each(['', '='])('near terms after “%s” are exactly those within the distance', (prefix) => {
  const random = seededRandom(3)
  const word = () =>
    Array.from(
      { length: 1 + Math.floor(random() * 7) },
      () => 'abc'[Math.floor(random() * 3)],
    ).join('')
  const words = [...new Set(Array.from({ length: 800 }, word))].toSorted(inByteOrder)
  const vocabulary = prefixed(vocabularyOf(words.map((one) => prefix + one)))
  for (let i = 0; i < 200; i++) {
    const wanted = word()
    const distance = 1 + (i % 2)
    const found = nearTerms(
      vocabulary,
      [0, words.length],
      prefix.length,
      new TextEncoder().encode(wanted),
      distance,
    )
    expect(found.map(({ place, distance: far }) => [words[place], far])).toEqual(
      words
        .map((one) => [one, alignment(one, wanted)])
        .filter(([, far]) => (far as number) <= distance),
    )
  }
})

test('terms that share more than 255 bytes are near each other as others are', () => {
  const stretched = (end: string) => 'a'.repeat(300) + end
  const words = ['', 'b', 'bcd', 'bce', 'c'].map(stretched)
  const found = nearTerms(
    prefixed(vocabularyOf(words)),
    [0, words.length],
    0,
    new TextEncoder().encode(stretched('bc')),
    1,
  )
  expect(found.map(({ place, distance }) => [place, distance])).toEqual([[1, 1], [2, 1], [3, 1], [4, 1]]) // prettier-ignore
})
