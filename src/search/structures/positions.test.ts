import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { growing, taken } from './growing.ts'
import { endOfPositions, readPositions, writePositions } from './positions.ts'

const written = (lists: number[][]) => {
  const out = growing(Uint8Array)
  for (const list of lists) writePositions(out, list, 0, list.length)
  return taken(out)
}

test('positions are read as they were written, one posting after the other', () => {
  const random = seededRandom(1)
  const lists = Array.from({ length: 2000 }, () => {
    const reach = 10 ** (1 + Math.floor(random() * 4)) * 6
    const some = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      Math.floor(random() * reach),
    )
    return [...new Set(some)].toSorted((a, b) => a - b)
  })
  const bytes = written(lists)
  let at = 0
  for (const list of lists) {
    expect(readPositions(bytes, at)).toEqual(list)
    at = endOfPositions(bytes, at)
  }
  expect(at).toBe(bytes.length)
})

test.each([
  [[191], 1],
  [[192], 2],
  [[0, 1], 2],
  [[47, 50], 2],
  [[48, 50], 3],
  [[1919, 1920], 3],
  [[1920], 4],
  [[65_535], 4],
])('%j takes %i bytes', (positions, bytes) => {
  expect(written([positions]).length).toBe(bytes)
  expect(readPositions(written([positions]), 0)).toEqual(positions)
})
