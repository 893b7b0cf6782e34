import { expect, test } from 'vitest'
import {
  collectionOf,
  documentOf,
  idOf,
  itemOf,
  itemWithId,
  partOf,
  wholePart,
  type Collection,
  type Part,
} from '../collection/collection.ts'
import { withoutDocuments } from '../collection/remove.ts'
import type { SearchDocument } from '../document.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { weigh } from '../scoring/weigh.ts'
import { buildSegment, type Recipe } from '../segment/build.ts'
import { count, eachIn, type Bitmap } from '../structures/bitmap.ts'
import { chances } from '../testing/generate.ts'
import { judge } from '../testing/judge.ts'
import { allowedDocuments, find } from './find.ts'
import { VOICES } from './fusion.ts'
import { everythingFound, sayingMost } from './totals.ts'

const recipe: Recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }
const NEVER = { late: () => false }

function answer(collection: Collection, typed: string) {
  const query = parseQuery(typed)
  const terms = weigh(collection, query.words, SCORING.exactShare)
  const { allowed } = allowedDocuments(collection, query.clauses, NEVER)
  const readers = collection.parts.map(() => null)
  const search = {
    collection,
    readers,
    query,
    terms,
    attainable: 0,
    vector: null,
    depth: 10,
    wordsToo: true,
    meaningToo: false,
    isCentred: true,
    voices: VOICES,
    deadline: NEVER,
  }
  const { found } = find(search, allowed)
  const wanted = query.words.length === 0 ? null : terms
  const { everything } = everythingFound(collection, wanted, allowed, NEVER)
  return {
    top: found.slice(0, 10).map(({ item, score }) => ({ id: idOf(collection, item), score })),
    total: everything.reduce((sum, bits) => sum + count(bits), 0),
    sayingMost: idsOf(collection, sayingMost(collection, query.asked, allowed, NEVER).everything),
  }
}

function idsOf(collection: Collection, found: Bitmap[]): string[] {
  const ids: string[] = []
  for (const [part, bits] of found.entries())
    eachIn(bits, (document) => ids.push(idOf(collection, itemOf(part, document))))
  return ids.toSorted()
}

function expectAsJudged(collection: Collection, documents: SearchDocument[], queries: string[]) {
  const judged = judge(documents, recipe.averages, recipe.scoring)
  for (const typed of queries) {
    const { ranked, total, sayingMost: most } = judged(parseQuery(typed))
    expect({ typed, ...answer(collection, typed) }).toEqual({
      typed,
      top: ranked.slice(0, 10),
      total,
      sayingMost: most,
    })
  }
}

test.each([1, 2, 3])('one segment answers as the judge does (seed %i)', (seed) => {
  const { paper, query } = chances(seed)
  const documents = Array.from({ length: 300 }, (_, i) => paper(`p${i}`))
  const collection = collectionOf([wholePart(buildSegment(documents, recipe))])
  expectAsJudged(collection, documents, Array.from({ length: 300 }, query))
})

test('more papers than a window holds are pruned without a change', () => {
  const { paper, query } = chances(4)
  const documents = Array.from({ length: 5000 }, (_, i) => paper(`p${i}`))
  const collection = collectionOf([wholePart(buildSegment(documents, recipe))])
  expectAsJudged(collection, documents, Array.from({ length: 40 }, query))
})

test('several segments with deleted papers answer as the judge does without those', () => {
  const { paper, query, random } = chances(5)
  const documents = Array.from({ length: 500 }, (_, i) => paper(`p${i}`))
  let parts: Part[] = [
    documents.slice(0, 300),
    documents.slice(300, 490),
    documents.slice(490),
  ].map((some) => wholePart(buildSegment(some, recipe)))
  const kept = documents.filter(({ id }) => {
    if (random() > 0.3) return true
    const item = itemWithId(collectionOf(parts), id)
    parts = parts.map((part, i) =>
      i === partOf(item) ? withoutDocuments(part, [documentOf(item)]) : part,
    )
    return false
  })
  expect(collectionOf(parts).papers).toBe(kept.length)
  expectAsJudged(collectionOf(parts), kept, Array.from({ length: 300 }, query))
})
