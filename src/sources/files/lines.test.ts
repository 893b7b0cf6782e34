import { describe, expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { ENTRY_BYTES_MAX } from './limits.ts'
import { lines } from './lines.ts'

const linesOf = (content: string | Buffer, chunkBytes = 1 << 20) =>
  collected(lines(chunksOf(content, chunkBytes)))

test('only LF and CRLF end a line', async () => {
  expect(await linesOf('a\u2028b\u0085c\rd\r\ne\n\nf')).toEqual([
    { line: 1, text: 'a\u2028b\u0085c\rd' },
    { line: 2, text: 'e' },
    { line: 3, text: '' },
    { line: 4, text: 'f' },
  ])
})

describe.each([1, 2, 3, 7, 64])('in chunks of %i bytes', (chunkBytes) => {
  test('the lines are the same', async () => {
    const content = '\uFEFFtea für 李小明 😀\r\n\r\n\ncups\u2028saucers\nlast'
    expect(await linesOf(content, chunkBytes)).toEqual(await linesOf(content))
    expect(await linesOf(content, chunkBytes)).toHaveLength(5)
  })
})

test('a byte order mark at the start is no part of the first line', async () => {
  expect(await linesOf('\uFEFF{"a": 1}')).toEqual([{ line: 1, text: '{"a": 1}' }])
})

test('bytes that are not UTF-8 and NULs are repaired in their line only, with a note', async () => {
  const content = Buffer.concat([
    Buffer.from('good \uFFFD\nbad '),
    Buffer.from([0xff, 0xe9]),
    Buffer.from('\nNUL\0s\ngood'),
  ])
  expect(await linesOf(content)).toEqual([
    { line: 1, text: 'good \uFFFD' },
    { line: 2, text: 'bad \uFFFD\uFFFD' },
    { line: 2, note: 'Bytes that are not UTF-8 were replaced by \uFFFD.' },
    { line: 3, text: 'NULs' },
    { line: 3, note: 'NUL characters were removed.' },
    { line: 4, text: 'good' },
  ])
})

test('a line above the limit is rejected, and the lines around it are kept', async () => {
  const content = `before\n${'x'.repeat(ENTRY_BYTES_MAX + 1)}\nafter\n${'y'.repeat(2 * ENTRY_BYTES_MAX)}`
  const found = await linesOf(content, 100_000)

  expect(found).toEqual([
    { line: 1, text: 'before' },
    { line: 2, reason: 'The line is longer than 8 MB, which no paper is.' },
    { line: 3, text: 'after' },
    { line: 4, reason: 'The line is longer than 8 MB, which no paper is.' },
  ])
})

test('nothing has no lines', async () => {
  expect(await linesOf('')).toEqual([])
})
