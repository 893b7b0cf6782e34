import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { sketchOf } from './sketch.ts'

const random = seededRandom(1)
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, d) => sum + value * b[d]!, 0) / (Math.hypot(...a) * Math.hypot(...b))

test.each([384, 768, 1536])(
  'the sketch of %i dimensions keeps cosines to a tenth or so',
  (size) => {
    const errors = Array.from({ length: 200 }, () => {
      const a = Float32Array.from({ length: size }, () => random() ** 3 - 0.1)
      const b = a.map((value) => value + (random() - 0.5))
      return cosine(sketchOf(a), sketchOf(b)) - cosine(a, b)
    })
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    expect(Math.abs(mean)).toBeLessThan(0.02)
    expect(spread).toBeLessThan(0.1)
  },
)

test('it is the same for the same vector, and has 256 dimensions', () => {
  const vector = Float32Array.from({ length: 700 }, () => random() - 0.5)
  expect(sketchOf(vector)).toEqual(sketchOf(vector.slice()))
  expect(sketchOf(vector)).toHaveLength(256)
})
