import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { vectorReader, vectorsOf } from '../structures/vectors.ts'
import { VOICES } from './fusion.ts'
import { nearFrom } from './nearness.ts'

const random = seededRandom(3)
const unit = (vector: Float32Array) => {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
const any = () => unit(Float32Array.from({ length: 256 }, () => random() - 0.5))
const search = (near: number | null, isCentred: boolean) => ({
  isCentred,
  voices: { ...VOICES, near },
})
const mixed = (a: Float32Array, b: Float32Array, share: number) =>
  unit(a.map((value, d) => value * Math.sqrt(share) + b[d]! * Math.sqrt(1 - share)))

test.each([0, 0.4, 0.8])(
  'what is near does not depend on what all texts of a model have in common (a cosine of %f)',
  (shared) => {
    const common = any()
    const rows = Array.from({ length: 5000 }, () => mixed(common, any(), shared))
    const readers = [rows.slice(0, 700), rows.slice(700)].map((some) =>
      vectorReader(vectorsOf(some, 256, 'test')),
    )
    const query = mixed(any(), rows[900]!, 0.4)
    const least = nearFrom([readers[0]!, null, readers[1]!], query, search(0.3, false))
    const near = readers.map((reader) =>
      reader
        .cosines(
          query,
          Uint32Array.from({ length: reader.rows }, (_, row) => row),
        )
        .filter((cosine) => cosine >= least),
    )
    expect(near.map(({ length }) => length)).toEqual([0, 1])
  },
)

test('without a floor the nearest are near; a centred model needs no look at the papers', () => {
  const papers = vectorReader(vectorsOf(Array.from({ length: 9 }, any), 256, 'test'))
  expect(nearFrom([papers], any(), search(null, false))).toBe(-Infinity)
  expect(nearFrom([null], any(), search(0.3, false))).toBe(0.3)
  expect(nearFrom([papers], any(), search(0.3, true))).toBe(0.3)
})
