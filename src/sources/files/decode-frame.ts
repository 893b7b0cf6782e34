import type { InflateRaw, ZstdDecompress } from 'node:zlib'
import type { ByteReader } from './byte-reader.ts'
import { FileProblem } from './file-problem.ts'

const INPUT_BYTES = 64 * 1024 // given to the decoder at once
const OUTPUT_BYTES = 128 * 1024 // taken from it at once, and the most that is lost where it fails

type Decoder = InflateRaw | ZstdDecompress

/**
 * What one frame of compressed data holds. Takes the bytes of the frame and no more. Throws FileProblem where the data
 * ends or breaks, after everything that could be unpacked.
 *
 * A decoder of Node throws away what it holds when it fails, so its end is asked for only after all its output is taken.
 */
export async function* decodeFrame(
  input: ByteReader,
  create: (options: { chunkSize: number }) => Decoder,
): AsyncGenerator<Buffer> {
  const decoder = create({ chunkSize: OUTPUT_BYTES }).on('error', () => {}) // `errored` tells
  while (true) {
    const bytes = await input.takeSome(INPUT_BYTES)
    if (bytes.length === 0) break
    const before = decoder.bytesWritten
    yield* outputOf(decoder, (done) => decoder.write(bytes, done))
    const rest = isNoFrame(decoder) ? bytes : bytes.subarray(decoder.bytesWritten - before)
    if (rest.length === 0) continue
    input.putBack(rest)
    break
  }
  if (!isNoFrame(decoder)) yield* outputOf(decoder, (done) => decoder.end().once('close', done))
}

/** Bytes that end just where a frame does leave the decoder of Zstandard waiting for another frame. This is none. */
function isNoFrame({ errored }: { errored: NodeJS.ErrnoException | null }): boolean {
  return errored?.code === 'ZSTD_error_prefix_unknown'
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
    if (isNoFrame(decoder)) break
    if (decoder.errored) throw problemOf(decoder.errored)
    if (done) break
    await woken.promise
    woken = Promise.withResolvers()
  }
  decoder.off('readable', awake).off('close', awake)
}

function problemOf(error: NodeJS.ErrnoException): FileProblem {
  return error.code === 'Z_BUF_ERROR'
    ? FileProblem.cut(error)
    : FileProblem.damaged(error.message, error)
}
