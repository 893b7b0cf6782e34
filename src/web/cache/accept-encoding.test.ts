import { expect, test } from 'vitest'
import { chooseEncoding } from './accept-encoding.ts'

test('the smallest of equally wanted encodings is chosen', () => {
  expect(chooseEncoding('gzip, deflate, br, zstd')).toBe('br')
  expect(chooseEncoding('gzip')).toBe('gzip')
  expect(chooseEncoding('*')).toBe('br')
})

test('wishes decide before size', () => {
  expect(chooseEncoding('br;q=0.5, gzip;q=0.8')).toBe('gzip')
  expect(chooseEncoding('identity;q=1, br;q=0.5')).toBe('identity')
  expect(chooseEncoding('BR ; Q=0.9 , gzip;q=0.1')).toBe('br')
})

test('what is excluded is not chosen', () => {
  expect(chooseEncoding('br;q=0, gzip')).toBe('gzip')
  expect(chooseEncoding('br;q=0, gzip;q=0.000')).toBe('identity')
  expect(chooseEncoding('br;q=0, *')).toBe('gzip')
})

test('without a wish, and when nothing fits, text goes as it is', () => {
  for (const header of [undefined, '', 'zstd', 'identity;q=0', '*;q=0', ';;,,q=']) {
    expect(chooseEncoding(header)).toBe('identity')
  }
})

test('a weight that is no weight excludes', () => {
  expect(chooseEncoding('br;q=2, gzip;q=nonsense')).toBe('identity')
})
