import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DamagedFileError } from '../files/sections.ts'
import { readModel, roundedVectors, writeModel } from './model-file.ts'
import { staticModel } from './model.ts'
import { seededRandom } from './random.ts'

const folder = mkdtempSync(join(tmpdir(), 'meaning-'))
const words = ['network', 'robot', 'protein', 'galaxi']
const random = seededRandom(1)
const vectors = Float32Array.from({ length: words.length * 256 }, () => random() - 0.5)

test('a model read from its file embeds as the one that was written', () => {
  const path = join(folder, 'model.bin')
  const written = roundedVectors(words, vectors)
  writeModel(path, written, 'made by a test')

  const before = staticModel(written)
  const after = staticModel(readModel(path))
  expect(after.name).toBe(before.name)
  expect(after.embed('Robots in a galaxy')).toEqual(before.embed('Robots in a galaxy'))
  expect(statSync(path).size).toBeLessThan(2000)
})

test('four bits keep the direction of a text', () => {
  const model = staticModel(roundedVectors(words, vectors))
  const exact = Float32Array.from({ length: 256 }, (_, d) => vectors[d]! + vectors[256 + d]!)
  const length = Math.hypot(...exact)
  const cosine = model
    .embed('a robot network')
    .reduce((sum, value, d) => sum + (value * exact[d]!) / length, 0)
  expect(cosine).toBeGreaterThan(0.98)
})

test('a text without a known word has no direction', () => {
  expect(
    staticModel(roundedVectors(words, vectors))
      .embed('the of zebra')
      .every((value) => value === 0),
  ).toBe(true)
})

test('a changed byte is found out', () => {
  const path = join(folder, 'torn.bin')
  writeModel(path, roundedVectors(words, vectors), '')
  const bytes = readFileSync(path)
  bytes[bytes.length - 3]! ^= 1
  writeFileSync(path, bytes)
  expect(() => readModel(path)).toThrow(DamagedFileError)
})
