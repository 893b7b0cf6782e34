import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { add, bitmap } from './bitmap.ts'
import { signsOf } from './signs.ts'
import { vectorReader, vectorsOf } from './vectors.ts'

const DIMENSIONS = 256
const random = seededRandom(1)
const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
const rows = Array.from({ length: 10_000 }, vector)
const reader = vectorReader(vectorsOf(rows, DIMENSIONS, 'test'))

/** As `sweep` says it, row by row. */
function expected(among: Float32Array[], query: Float32Array, wanted: number, may: number[]) {
  const asked = signsOf(query)
  const distances = among.map((row) =>
    signsOf(row).reduce((sum, byte, i) => sum + bitsOf(byte ^ asked[i]!), 0),
  )
  const largest = Math.max(...query.map((value) => Math.abs(value)))
  const rounded = Array.from(query, (value) => Math.round((7 * value) / largest))
  const sumOf = (row: Float32Array) =>
    rounded.reduce((sum, value, d) => sum + (row[d]! > 0 ? value : 0), 0)
  const within = lastPlace(may, (row) => distances[row]!, 4 * wanted)
  return lastPlace(within, (row) => -sumOf(among[row]!), wanted)
}

const bitsOf = (byte: number) => byte.toString(2).replaceAll('0', '').length

function lastPlace(list: number[], costOf: (row: number) => number, wanted: number): number[] {
  const costs = list.map(costOf)
  const last = costs.toSorted((a, b) => a - b)[wanted - 1] ?? Infinity
  return list.filter((_, i) => costs[i]! <= last)
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
  const some = Array.from({ length: 8192 }, (_, i) =>
    i % 4096 < 64 ? query : i % 2 === 0 ? away : rows[i]!,
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
