import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import { FileProblem } from './file-problem.ts'
import { headOf } from './head.ts'

const GZIP = Buffer.from([0x1f, 0x8b])
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const MAGIC_BYTES = 4

const INPUT_BYTES = 64 * 1024 // given to the decoder at once
const OUTPUT_BYTES = 128 * 1024 // taken from it at once, and the most that is lost where it fails

/** Unpacks gzip and Zstandard, told by their first bytes; anything else passes unchanged. Throws FileProblem. */
export async function* decompress(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { head, all } = await headOf(bytes, MAGIC_BYTES)

  if (startsWith(head, GZIP)) yield* unpack(all, createGunzip)
  else if (isZstd(head)) yield* unpack(all, createZstdDecompress)
  else yield* all
}

/** A frame of data, or one of the skippable frames that may stand before it (RFC 8878, 3.1.2). */
function isZstd(head: Buffer): boolean {
  return (
    startsWith(head, ZSTD) ||
    (head.length >= 4 && (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50)
  )
}

function startsWith(bytes: Buffer, magic: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic)
}

type Decoder = Gunzip | ZstdDecompress

/**
 * Everything that can be unpacked before the data ends or breaks, then FileProblem if it did.
 *
 * A decoder of Node stops after the first frame of Zstandard, so what it leaves goes to a fresh one; and it
 * throws away what it holds when it fails, so its end is asked for only after all its output is taken.
 */
async function* unpack(
  bytes: AsyncIterable<Buffer>,
  create: (options: { chunkSize: number }) => Decoder,
): AsyncGenerator<Buffer> {
  const start = () => create({ chunkSize: OUTPUT_BYTES }).on('error', () => {}) // `errored` tells
  let decoder = start()
  for await (const chunk of bytes) {
    for (let offset = 0; offset < chunk.length; offset += INPUT_BYTES) {
      let rest = chunk.subarray(offset, offset + INPUT_BYTES)
      while (rest.length > 0) {
        const before = decoder.bytesWritten
        yield* outputOf(decoder, (done) => decoder.write(rest, done))
        const taken = decoder.bytesWritten - before
        if (taken === rest.length) break

        rest = withoutPadding(rest.subarray(taken))
        decoder = start()
      }
    }
  }
  if (decoder.bytesWritten > 0)
    yield* outputOf(decoder, (done) => decoder.end().once('close', done))
}

/** Tapes and some download tools fill up the last block with zeros. */
function withoutPadding(bytes: Buffer): Buffer {
  return bytes.every((byte) => byte === 0) ? bytes.subarray(0, 0) : bytes
}

/** What the decoder gives until the step is done or fails. */
async function* outputOf(
  decoder: Decoder,
  step: (done: () => void) => void,
): AsyncGenerator<Buffer> {
  let done = false
  let woken = Promise.withResolvers<void>()
  const awake = () => woken.resolve()
  decoder.on('readable', awake).on('close', awake)
  step(() => {
    done = true
    awake()
  })

  while (true) {
    for (let part: Buffer | null; (part = decoder.read()) !== null;) yield part
    if (decoder.errored) throw problemOf(decoder.errored)
    if (done) break
    await woken.promise
    woken = Promise.withResolvers()
  }
  decoder.off('readable', awake).off('close', awake)
}

function problemOf(error: NodeJS.ErrnoException): FileProblem {
  if (error.code === 'Z_BUF_ERROR') {
    return new FileProblem(
      'cut',
      'The compressed file ends too early: fetch it again. What came before was read.',
      { cause: error },
    )
  }
  return new FileProblem(
    'damaged',
    `The compressed file is damaged (${error.message}): fetch it again. What could be unpacked was read.`,
    { cause: error },
  )
}
