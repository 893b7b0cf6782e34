import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { copyRows, emptyVectors, quantise, vectorReader, vectorsOf } from './vectors.ts'

const DIMENSIONS = 256
const random = seededRandom(1)
const unit = () => {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
const rows = Array.from({ length: 10_000 }, unit)
rows[77] = new Float32Array(DIMENSIONS)
const vectors = vectorsOf(rows, DIMENSIONS, 'test')
const reader = vectorReader(vectors)
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, d) => sum + value * b[d]!, 0)

test('cosines of eight bits are those of the vectors, to a hundredth', () => {
  const query = unit()
  const some = Uint32Array.from({ length: 5000 }, (_, i) => i * 2)
  for (const [i, found] of reader.cosines(query, some).entries()) {
    expect(found).toBeCloseTo(cosine(query, rows[i * 2]!), 2)
  }
})

test('cosines are exact for what is stored', () => {
  const query = unit()
  const [q, row] = [new Int16Array(DIMENSIONS), new Int8Array(DIMENSIONS)]
  const norms = quantise(query, q, 32_767) * quantise(rows[5]!, row, 127)
  const product = row.reduce((sum, value, d) => sum + value * q[d]!, 0)
  expect(reader.cosines(query, Uint32Array.of(5))[0]).toBeCloseTo(product / norms, 6)
})

test('a vector of nothing is near nothing', () => {
  expect(Array.from(reader.cosines(unit(), Uint32Array.of(77)))).toEqual([0])
  expect(Array.from(reader.cosines(new Float32Array(DIMENSIONS), Uint32Array.of(1, 2)))).toEqual([
    0, 0,
  ])
})

test('copied rows are the same rows', () => {
  const copy = emptyVectors(3, DIMENSIONS, 'test')
  copyRows(vectors, Uint32Array.of(9, 4), copy, 1)
  const query = unit()
  expect(Array.from(vectorReader(copy).cosines(query, Uint32Array.of(1, 2)))).toEqual(
    Array.from(reader.cosines(query, Uint32Array.of(9, 4))),
  )
})

test('two desks over the same memory do not disturb each other', () => {
  const [one, other] = [vectorReader(vectors, 0), vectorReader(vectors, 1)]
  const [a, b] = [unit(), unit()]
  const before = one.nearestBySigns(a, 20, null)
  other.nearestBySigns(b, 20, null)
  expect(one.nearestBySigns(a, 20, null)).toEqual(before)
})
