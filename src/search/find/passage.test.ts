import { expect, test } from 'vitest'
import { collectionOf, idOf, itemOf, wholePart } from '../collection/collection.ts'
import type { SearchDocument } from '../document.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { weigh, type Term } from '../scoring/weigh.ts'
import { buildSegment } from '../segment/build.ts'
import { chances } from '../testing/generate.ts'
import { standing } from '../testing/standing.ts'
import { occurrencesOf, typedTerms } from './occurrences.ts'
import { bestPassages } from './passage.ts'
import { together } from './together.ts'

const recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }

/** The papers in two segments, and what is said of each of them, in the same order. */
function searched(documents: SearchDocument[]) {
  const half = documents.length >> 1
  const groups = [documents.slice(0, half), documents.slice(half)]
  const collection = collectionOf(
    groups.map((some, key) => wholePart(buildSegment(some, recipe), key)),
  )
  const items = groups.flatMap((some, part) => some.map((_, document) => itemOf(part, document)))
  const byId = new Map(documents.map((document) => [document.id, document]))
  const papers = items.map((item) => byId.get(idOf(collection, item))!) // segments have an order of their own
  return (text: string) => {
    const { words } = parseQuery(text)
    const typed = typedTerms(words, weigh(collection, words, 0))
    const occurrences = occurrencesOf(collection, typed, items)
    return {
      typed,
      papers,
      stand: together(occurrences, typed),
      passages: bestPassages(occurrences),
    }
  }
}

function abstracts(...texts: string[]): SearchDocument[] {
  return texts.map((abstract, i) => ({
    ...chances(i + 1).paper(`p${i}`),
    title: 'Untitled',
    abstract,
    systems: [],
    authors: [],
    topics: [],
    categories: [],
    date: null,
  }))
}

test('the words of one clause count, in any order, and not what stands elsewhere', () => {
  const { passages } = searched(
    abstracts(
      'Kernels that we choose to compare sparse graphs.',
      'Graph kernels. Nothing is said for a long while after that, and then sparse.',
      'Sparse one two three four five six seven eight graph one two three four five six seven kernels',
      'A graph, a graph, a graph.',
      'Nothing of it.',
    ),
  )('sparse graph kernels')
  expect(passages[0]).toBe(1)
  expect(passages[1]).toBeGreaterThan(passages[2]!)
  expect(passages[3]).toBeGreaterThan(0)
  expect(passages[3]).toBeLessThan(passages[1]!)
  expect(passages[4]).toBe(0)
})

test('words that nobody writes are not asked for', () => {
  const { passages } = searched(abstracts('Sparse graphs', 'Other'))('sparse graph zyzzyva')
  expect(Array.from(passages)).toEqual([1, 0])
})

/** The same by its definition: pairs in a row, by their lighter word. */
function togetherByJudge(typed: (Term | null)[], document: SearchDocument): number {
  const { distance } = standing(document)
  let [said, all] = [0, 0]
  for (const [i, second] of typed.entries()) {
    const first = typed[i - 1]
    if (!first || !second || first === second) continue
    const weight = Math.min(first.weight, second.weight)
    const apart = distance(first.term, second.term)
    all += weight
    if (apart <= 3) said += weight / apart
  }
  return all > 0 ? said / all : 0
}

function passageByJudge(typed: (Term | null)[], document: SearchDocument): number {
  const weights = new Map(typed.flatMap((term) => (term ? [[term.term, term.weight]] : [])))
  const all = [...weights.values()].reduce((a, b) => a + b, 0)
  return all > 0 ? standing(document).heaviest(weights, 8) / all : 0
}

test.each([1, 2, 3])('how words stand is what the texts say, in every field (seed %i)', (seed) => {
  const { paper, query } = chances(seed)
  const ask = searched(Array.from({ length: 60 }, (_, i) => paper(`p${i}`)))
  let found = 0
  for (let asked = 0; asked < 40; asked++) {
    const { typed, papers, stand, passages } = ask(query())
    for (const [i, document] of papers.entries()) {
      expect(stand[i]).toBeCloseTo(togetherByJudge(typed, document), 9)
      expect(passages[i]).toBeCloseTo(passageByJudge(typed, document), 9)
      if (stand[i]! > 0 && passages[i]! < 1) found++
    }
  }
  expect(found).toBeGreaterThan(100)
})
