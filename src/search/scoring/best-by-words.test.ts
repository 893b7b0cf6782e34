import { expect, test } from 'vitest'
import { inMemory } from '../kernel/in-memory.ts'
import { seededRandom } from '../meaning/random.ts'
import { add, bitmap, has } from '../structures/bitmap.ts'
import { postingsWriter } from '../structures/postings-writer.ts'
import { workAt } from '../structures/postings-desk.ts'
import { top } from '../structures/top.ts'
import { bestByWords } from './best-by-words.ts'
import { scoreDocuments } from './score-documents.ts'

const DOCUMENTS = 70_000
const NO_POSITIONS = Uint8Array.of(0)
const random = seededRandom(1)

/** Impacts by document: terms of a few documents, of many, and some that gather in one place. Some documents are full of all. */
const terms = Array.from({ length: 24 }, (_, term) => {
  const share = [0.0001, 0.002, 0.03, 0.06, 0.07, 0.5][term % 6]!
  const from = term % 4 === 3 ? 20_000 : 0
  return Array.from({ length: DOCUMENTS }, (__, document) => {
    if (document % 7000 === 77) return 255 - (document % 64)
    return document >= from && random() < share ? 1 + Math.floor(255 * random() ** 3) : 0
  })
})

const writer = postingsWriter(DOCUMENTS)
for (const impacts of terms) {
  writer.beginTerm(impacts.filter((impact) => impact > 0).length)
  for (const [document, impact] of impacts.entries())
    if (impact > 0) writer.add(document, impact, NO_POSITIONS, 0, 1)
}
const postings = writer.finish()
const before = (a: number, b: number) => a < b

function queries(count: number) {
  return Array.from({ length: count }, () =>
    [
      ...new Set(
        Array.from({ length: 1 + Math.floor(random() * 7) }, () => Math.floor(random() * 24)),
      ),
    ].map((term) => ({ term, weight: 1 + Math.floor(12_000 * random()) })),
  )
}

test.each([1, 10, 500])('the best %i are those that reading every paper finds', (size) => {
  const some = bitmap(DOCUMENTS)
  for (let document = 0; document < DOCUMENTS; document++) if (random() < 0.3) add(some, document)
  for (const query of queries(12)) {
    for (const allowed of [null, some]) {
      const found = top(size, before)
      expect(
        bestByWords(postings, DOCUMENTS, query, allowed, found, 0, { late: () => false }),
      ).toBe(true)
      const all = top(size, before)
      for (let document = 0; document < DOCUMENTS; document++) {
        const score = query.reduce(
          (sum, { term, weight }) => sum + weight * terms[term]![document]!,
          0,
        )
        if (score > 0 && (allowed === null || has(allowed, document))) all.offer(score, document)
      }
      expect(found.take()).toEqual(all.take())
    }
  }
})

test.each([1, 17, 20])(
  'where one paper in %i has the same score, the first ones are the best',
  (step) => {
    const documents = 20_000
    const equal = postingsWriter(documents)
    equal.beginTerm(Math.ceil(documents / step))
    for (let document = 0; document < documents; document += step)
      equal.add(document, 100, NO_POSITIONS, 0, 1)
    const found = top(200, before)
    bestByWords(equal.finish(), documents, [{ term: 0, weight: 7 }], null, found, 0, {
      late: () => false,
    })
    expect(found.take()).toEqual(
      Array.from({ length: 200 }, (_, i) => ({ score: 700, item: i * step })),
    )
  },
)

test('scores of nearly 32 bits, of many terms, are those that reading every paper finds', () => {
  const query = Array.from({ length: 300 }, (_, i) => ({ term: i % 24, weight: 50_000 + 17 * i }))
  const found = top(10, before)
  bestByWords(postings, DOCUMENTS, query, null, found, 0, { late: () => false })
  const all = top(10, before)
  for (let document = 0; document < DOCUMENTS; document++) {
    const score = query.reduce((sum, { term, weight }) => sum + weight * terms[term]![document]!, 0)
    all.offer(score, document)
  }
  expect(all.threshold()).toBeGreaterThan(2 ** 31)
  expect(found.take()).toEqual(all.take())
})

test('more terms than the kernel has room for are refused', () => {
  const query = Array.from({ length: 513 }, () => ({ term: 1, weight: 1 }))
  expect(() =>
    bestByWords(postings, DOCUMENTS, query, null, top(1, before), 0, { late: () => false }),
  ).toThrow(RangeError)
})

test('threads at two desks over the same postings do not disturb each other', () => {
  const [query] = queries(1)
  const bestAt = (desk: number) => {
    workAt(desk)
    const ofThread = { ...postings } // as another thread gets them
    const found = top(10, before)
    const late = () => {
      if (desk === 0) bestAt(1) // in the middle of it
      return false
    }
    bestByWords(ofThread, DOCUMENTS, desk === 0 ? query! : queries(1)[0]!, null, found, 0, { late })
    workAt(0)
    return found.take()
  }
  const alone = top(10, before)
  bestByWords(postings, DOCUMENTS, query!, null, alone, 0, { late: () => false })
  expect(bestAt(0)).toEqual(alone.take())
})

test('in memory of more than 2 GiB the best are the same', () => {
  const { memory: _memory, ...arrays } = postings
  const large = inMemory(arrays, 2 ** 31 + 2 ** 22) // desks begin where pointers no longer fit in 31 bits
  for (const query of queries(3)) {
    const [found, expected] = [top(10, before), top(10, before)]
    const forever = { late: () => false }
    bestByWords(large, DOCUMENTS, query, null, found, 0, forever)
    bestByWords(postings, DOCUMENTS, query, null, expected, 0, forever)
    expect(found.take()).toEqual(expected.take())
  }
})

test('the scores of given documents are the same sums', () => {
  const documents = Uint32Array.from({ length: 3000 }, (_, i) => i * 23)
  for (const query of queries(10)) {
    const expected = Array.from(documents, (document) =>
      query.reduce((sum, { term, weight }) => sum + weight * terms[term]![document]!, 0),
    )
    expect(Array.from(scoreDocuments(postings, query, documents))).toEqual(expected)
  }
})

test('out of time it stops, and what it found by then counts', () => {
  let windows = 0
  const found = top(10, before)
  const late = () => ++windows === 3
  expect(bestByWords(postings, DOCUMENTS, queries(1)[0]!, null, found, 0, { late })).toBe(false)
  expect(windows).toBe(3)
  expect(found.take().length).toBe(10)
})
