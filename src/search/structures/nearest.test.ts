import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { add, bitmap } from './bitmap.ts'
import { vectorReader, vectorsOf } from './vectors.ts'

const DIMENSIONS = 256
const random = seededRandom(1)
const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
const rows = Array.from({ length: 10_000 }, vector)
const reader = vectorReader(vectorsOf(rows, DIMENSIONS, 'test'))

/** As `sweep` says it, row by row. */
function expected(among: Float32Array[], query: Float32Array, wanted: number, may: number[]) {
  const weights = weightsOf(query)
  const scores = among.map((row) =>
    row.reduce((sum, value, d) => sum + (value > 0 === query[d]! > 0 ? weights[d]! : 0), 0),
  )
  const last = may.map((row) => scores[row]!).toSorted((a, b) => b - a)[wanted - 1] ?? 0
  return may.filter((row) => scores[row]! >= last)
}

/** 2 for the 32 greatest dimensions of either sign, 1 for the next 48, 0 for the rest. */
function weightsOf(query: Float32Array): number[] {
  const rank = (d: number) =>
    query.filter((value) => value > 0 === query[d]! > 0 && Math.abs(value) > Math.abs(query[d]!))
      .length
  return Array.from(query, (_, d) => (rank(d) < 32 ? 2 : rank(d) < 80 ? 1 : 0))
}

test.each([1, 10, 300, 2000])(
  'the %i likely nearest are those of a definition without an index, ties included',
  (wanted) => {
    const query = vector()
    const allowed = bitmap(rows.length)
    for (let row = 0; row < rows.length; row += 3) add(allowed, row)
    for (const bits of [null, allowed]) {
      const may = [...rows.keys()].filter((row) => bits === null || row % 3 === 0)
      const found = Array.from(reader.nearestBySigns(query, wanted, bits))
      expect(found).toEqual(expected(rows, query, wanted, may))
    }
  },
)

test('a sample that misleads changes nothing', () => {
  const query = vector()
  const away = query.map((value) => -value)
  // the first rows of each tile, which the sample is made of, are as near as can be, and the rest is far
  const some = Array.from({ length: 32_768 }, (_, i) =>
    i % 16_384 < 256 ? query : i % 2 === 0 ? away : rows[i % rows.length]!,
  )
  const misled = vectorReader(vectorsOf(some, DIMENSIONS, 'test'))
  const all = [...some.keys()]
  expect(Array.from(misled.nearestBySigns(query, 100, null))).toEqual(
    expected(some, query, 100, all),
  )
  expect(Array.from(misled.nearestBySigns(away, 100, null))).toEqual(expected(some, away, 100, all))
})

test('rows that share one distance are all found, however many', () => {
  const query = vector()
  const same = vectorReader(
    vectorsOf(
      Array.from({ length: 9000 }, () => rows[0]!),
      DIMENSIONS,
      'test',
    ),
  )
  expect(same.nearestBySigns(query, 3, null)).toHaveLength(9000)
})

test('of those that are truly nearest, nearly all are found', () => {
  const query = vector()
  const all = Uint32Array.from(rows.keys())
  const cosines = reader.cosines(query, all)
  const nearest = Array.from(all)
    .toSorted((a, b) => cosines[b]! - cosines[a]!)
    .slice(0, 10)
  const found = new Set(reader.nearestBySigns(query, 1000, null))
  expect(nearest.filter((row) => found.has(row)).length).toBeGreaterThanOrEqual(9)
})
