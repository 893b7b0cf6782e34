import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { chunksOf } from '../../../test/chunks.ts'
import { decompress } from './decompress.ts'
import { FileProblem } from './file-problem.ts'

/** Text that does not compress away, so that a cut falls into the middle of it. */
const text = (word: string) =>
  Array.from({ length: 10_000 }, (_, n) => `${word} ${n} ${(n * 2654435761) % 4294967296}\n`).join(
    '',
  )
const [first, second] = [text('cup'), text('saucer')]
const skippable = Buffer.from('502a4d180400000074656121', 'hex')

async function unpacked(bytes: Buffer, chunkBytes: number) {
  const parts: Buffer[] = []
  try {
    for await (const part of decompress(chunksOf(bytes, chunkBytes))) parts.push(part)
    return { text: Buffer.concat(parts).toString(), kind: null }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    return { text: Buffer.concat(parts).toString(), kind: error.kind }
  }
}

describe.each([1000, 65_536, 10_000_000])('in chunks of %i bytes', (chunkBytes) => {
  test.each([
    ['plain text', Buffer.from(first), first],
    ['gzip', gzipSync(first), first],
    ['gzip of several members', Buffer.concat([gzipSync(first), gzipSync(second)]), first + second],
    ['gzip filled up with zeros', Buffer.concat([gzipSync(first), Buffer.alloc(512)]), first],
    ['zstd', zstdCompressSync(first), first],
    [
      'zstd of several frames',
      Buffer.concat([zstdCompressSync(first), zstdCompressSync(second)]),
      first + second,
    ],
    [
      'zstd with frames to skip',
      Buffer.concat([skippable, zstdCompressSync(first), skippable, zstdCompressSync(second)]),
      first + second,
    ],
    ['nothing', Buffer.alloc(0), ''],
  ])('%s is unpacked whole', async (_, bytes, expected) => {
    expect(await unpacked(bytes, chunkBytes)).toEqual({ text: expected, kind: null })
  })

  test.each([
    ['gzip', gzipSync(first)],
    ['zstd', zstdCompressSync(first)],
    ['the second member', Buffer.concat([gzipSync(first), gzipSync(second)])],
    ['the second frame', Buffer.concat([zstdCompressSync(first), zstdCompressSync(second)])],
  ])('what comes before a cut in %s is kept', async (_, whole) => {
    const { text: kept, kind } = await unpacked(whole.subarray(0, whole.length - 500), chunkBytes)

    expect(kind).toBe('cut')
    expect((first + second).startsWith(kept)).toBe(true)
    expect(kept.length).toBeGreaterThan(first.length / 2)
  })

  test.each([
    ['gzip', gzipSync(first)],
    ['zstd', zstdCompressSync(first)],
  ])('garbage after %s is told', async (_, whole) => {
    const { text: kept, kind } = await unpacked(
      Buffer.concat([whole, Buffer.from('garbage, and more of it')]),
      chunkBytes,
    )

    expect(kind).toBe('damaged')
    expect(first.startsWith(kept)).toBe(true)
    expect(kept.length).toBeGreaterThan(first.length / 4)
  })
})
