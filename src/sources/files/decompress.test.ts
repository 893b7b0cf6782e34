import { Readable } from 'node:stream'
import { constants, gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib'
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
  return unpackedFrom(chunksOf(bytes, chunkBytes))
}

async function unpackedFrom(bytes: AsyncIterable<Buffer> | Buffer[]) {
  const parts: Buffer[] = []
  try {
    for await (const part of decompress(Readable.from(bytes))) parts.push(part)
    return { text: Buffer.concat(parts).toString(), kind: null, message: null }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    return { text: Buffer.concat(parts).toString(), kind: error.kind, message: error.message }
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
    expect(await unpacked(bytes, chunkBytes)).toMatchObject({ text: expected, kind: null })
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
    ['gzip', gzipSync(first), first],
    ['zstd', zstdCompressSync(first), first],
    ['two members', Buffer.concat([gzipSync(first), gzipSync(second)]), first + second],
    [
      'two frames',
      Buffer.concat([zstdCompressSync(first), zstdCompressSync(second)]),
      first + second,
    ],
    ['padding', Buffer.concat([gzipSync(first), Buffer.alloc(512)]), first],
  ])(
    'nothing before garbage after %s is lost, and the garbage is told',
    async (_, whole, expected) => {
      const {
        text: kept,
        kind,
        message,
      } = await unpacked(Buffer.concat([whole, Buffer.from('garbage, and more of it')]), chunkBytes)

      expect(kept).toBe(expected)
      expect(kind).toBe('trailing')
      expect(message).toContain(`from byte ${(whole.length + 1).toLocaleString('en')} on`)
    },
  )

  test('garbage that begins where the decoder was given its last byte is told too', async () => {
    const whole = zstdCompressSync(first)
    const parts = [whole, Buffer.from('garbage')]
    expect(await unpackedFrom(parts)).toMatchObject({ text: first, kind: 'trailing' })
    expect(await unpackedFrom([whole, Buffer.alloc(512)])).toMatchObject({
      text: first,
      kind: null,
    })
  })
})

test('a member with all that its header may hold is unpacked', async () => {
  const plain = gzipSync('tea')
  const header = Buffer.from([...plain.subarray(0, 3), 2 + 4 + 8 + 16, ...plain.subarray(4, 10)])
  const more = Buffer.from('\x03\x00abcname\0comment\0\x12\x34', 'latin1')
  const whole = Buffer.concat([header, more, plain.subarray(10)])
  expect(await unpacked(whole, 1)).toMatchObject({ text: 'tea', kind: null })
  for (let length = 1; length < whole.length; length++) {
    expect(await unpacked(whole.subarray(0, length), 1000)).toMatchObject({
      kind: length === 1 ? null : 'cut', // a single byte is no gzip yet
    })
  }
})

test.each([
  ['method', 2, 7],
  ['flags', 3, 0x80],
  ['checksum', -8, 0],
  ['length', -4, 0],
])('a member with a wrong %s is damaged', async (_, at, value) => {
  const whole = gzipSync('tea for two')
  whole[at < 0 ? whole.length + at : at] = value
  expect(await unpacked(whole, 1000)).toMatchObject({ kind: 'damaged' })
})

test('every cut of an archive keeps what the library itself can unpack of it', async () => {
  const rows = text('cup').slice(0, 3000)
  const whole = gzipSync(rows)
  for (let length = 20; length < whole.length; length += 7) {
    const cut = whole.subarray(0, length)
    const expected = gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
    expect(await unpacked(cut, 1000)).toMatchObject({ text: expected, kind: 'cut' })
  }
})
