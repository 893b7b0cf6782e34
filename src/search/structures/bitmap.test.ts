import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { add, bitmap, count, fullBitmap, numbersIn } from './bitmap.ts'

test.each([1, 31, 2048, 2049, 70_000, 524_288, 524_289, 1_600_033])(
  'all numbers of a bitmap for %i are counted',
  (size) => {
    const random = seededRandom(size)
    const bits = bitmap(size)
    const numbers = new Set<number>()
    for (let i = 0; i < 500; i++) numbers.add(Math.floor(random() * size))
    for (const number of numbers) add(bits, number)
    expect(count(bits)).toBe(numbers.size)
    expect([...numbersIn(bits)]).toEqual([...numbers].toSorted((a, b) => a - b))
    expect(count(fullBitmap(size))).toBe(size)
  },
)
