import { expect, test } from 'vitest'
import { add, count } from './bitmap.ts'
import { giveBack, lentBitmap } from './lent.ts'

test('a bitmap that was given back is lent again, empty', () => {
  const bits = lentBitmap(1000)
  add(bits, 999)
  giveBack(bits)
  const again = lentBitmap(1000)
  expect(again).toBe(bits)
  expect(count(again)).toBe(0)
})

test('nobody has a bitmap that another one has, even if it is given back twice', () => {
  const bits = lentBitmap(2000)
  giveBack(bits)
  giveBack(bits)
  expect(lentBitmap(2000)).not.toBe(lentBitmap(2000))
})

test('bitmaps of another size are not mixed up', () => {
  giveBack(lentBitmap(3000))
  expect(lentBitmap(3200)).toHaveLength(100)
})

test('of many that were given back, the first ones are let go of', () => {
  const first = lentBitmap(4000)
  const others = Array.from({ length: 1000 }, () => lentBitmap(5000))
  giveBack(first)
  for (const bits of others) giveBack(bits)
  expect(lentBitmap(4000)).not.toBe(first)
})
