import { expect, test } from 'vitest'
import { collectionOf, wholePart } from '../collection/collection.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { buildSegment } from '../segment/build.ts'
import { chances } from '../testing/generate.ts'
import { rehearsal } from './rehearsal.ts'

const { paper } = chances(4)
const recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }

function sourcesOf(...sizes: number[]) {
  const parts = sizes.map((size, key) => {
    const papers = Array.from({ length: size }, (_, i) => paper(`p${key}-${i}`))
    return wholePart(buildSegment(papers, recipe), key)
  })
  const readers = parts.map(() => null)
  return { collection: collectionOf(parts), readers, model: null, timeLimit: Infinity }
}

test('a thread rehearses on many papers, a query for each step, and not on few', () => {
  let looks = 0
  const clock = () => looks++
  const steps = rehearsal(sourcesOf(900, 200), clock)
  const afterEach: number[] = []
  for (; !steps.next().done;) afterEach.push(looks)
  expect(afterEach.length).toBeGreaterThanOrEqual(24)
  expect(new Set(afterEach).size).toBe(afterEach.length) // each step asked something
  expect([...rehearsal(sourcesOf(500, 400), clock)]).toEqual([])
  expect([...rehearsal(sourcesOf(), clock)]).toEqual([])
})
