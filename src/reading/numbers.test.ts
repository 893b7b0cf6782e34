import { describe, expect, test } from 'vitest'
import { quantityAt } from './numbers.ts'
import { wordsOf } from './words.ts'

/** The first number of a text. */
const read = (text: string) => {
  const words = wordsOf(text, [0, text.length])
  for (let index = 0; index < words.length; index++) {
    const quantity = quantityAt(words, index)
    if (quantity) return quantity
  }
  return null
}

describe('values', () => {
  test.each([
    ['12,288 devices', 12288],
    ['70B', 70e9],
    ['16.8 billion', 16.8e9],
    ['6.2 million', 6.2e6],
    ['0.3B', 0.3e9],
    ['256K', 256e3],
    ['1.3-billion-parameter', 1.3e9],
    ['eleven', 11],
    ['forty', 40],
    ['one million', 1e6],
    ['.5', 0.5],
  ])('%s', (text, value) => {
    expect(read(text)?.value).toBe(value)
  })

  test.each([
    ['2-4x', [2, 4], 'x'],
    ['11%-37%', [11, 37], '%'],
    ['1B-8B', [1e9, 8e9], ''],
    ['10-100 billion', [10e9, 100e9], ''],
  ])('%s is a range', (text, value, sign) => {
    expect(read(text)).toMatchObject({ value, sign })
  })
})

describe('signs and modifiers', () => {
  test.each([
    ['54.6\\% more', '%'],
    ['20 percent', '%'],
    ['71 times', 'x'],
    ['1.8x', 'x'],
    ['$2.5\\times$', 'x'],
    ['4.05times', 'x'],
    ['$100K', 'USD'],
    ['\\$90', 'USD'],
  ])('%s', (text, sign) => {
    expect(read(text)?.sign).toBe(sign)
  })

  test.each([
    ['>100B', 'more_than'],
    ['10+%', 'more_than'],
    ['10,000+ hours', 'more_than'],
    ['$\\sim$20%', 'approx'],
    ['sim6%', 'approx'],
    ['<3%', 'less_than'],
    ['$\\leq$ 4', undefined],
    ['$\\geq$175B', 'at_least'],
  ])('%s', (text, modifier) => {
    expect(read(text)?.modifier).toBe(modifier)
  })

  test('a time is counted when something bounds it', () => {
    expect(read('in less than a week')).toMatchObject({ value: 1 })
    expect(read('a week of rain')).toBeNull()
  })
})

describe('what is no number', () => {
  test.each([
    ['GPT-3.5', 'a version inside a name'],
    ['4M-21', 'a name that begins with a digit'],
    ['512x512', 'a size in pixels'],
    ['3D', 'a dimension'],
    ['2023-12', 'a date'],
  ])('%s is %s', (text) => {
    const quantity = read(text)
    expect(quantity === null || quantity.suffix !== '').toBe(true)
  })

  test('a formula is no price, an open dollar sign is one', () => {
    expect(read('for $2 \\leq n \\leq 6$ only')?.sign).not.toBe('USD')
    expect(read('for $2 only')?.sign).toBe('USD')
  })
})
