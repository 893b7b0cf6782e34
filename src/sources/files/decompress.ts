import { createZstdDecompress } from 'node:zlib'
import { byteReader, type ByteReader } from './byte-reader.ts'
import { decodeFrame } from './decode-frame.ts'
import { FileProblem } from './file-problem.ts'
import { GZIP, gzipMember } from './gzip.ts'

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const MAGIC_BYTES = 4
const PASSED_BYTES = 256 * 1024 // at once, of what is not compressed

/**
 * Unpacks gzip and Zstandard, told by their first bytes; anything else passes unchanged. Throws FileProblem where the
 * data ends, breaks, or is followed by something else, after all that came before.
 */
export async function* decompress(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = byteReader(bytes)
  const unpack = unpackerOf(await input.peek(MAGIC_BYTES))
  if (!unpack) {
    yield* rest(input)
    return
  }
  for (let next: Unpack | null = unpack; next; next = await following(input)) yield* next(input)
}

type Unpack = (input: ByteReader) => AsyncGenerator<Buffer>

function unpackerOf(head: Buffer): Unpack | null {
  if (startsWith(head, GZIP)) return gzipMember
  return isZstd(head) ? (input) => decodeFrame(input, createZstdDecompress) : null
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

async function* rest(input: ByteReader): AsyncGenerator<Buffer> {
  for (let part; (part = await input.takeSome(PASSED_BYTES)).length > 0;) yield part
}

/** What unpacks what follows a frame: there may be more of them. Null at the end. */
async function following(input: ByteReader): Promise<Unpack | null> {
  await skipPadding(input)
  const head = await input.peek(MAGIC_BYTES)
  if (head.length === 0) return null
  const unpack = unpackerOf(head)
  if (unpack) return unpack
  throw new FileProblem(
    'trailing',
    `After its compressed data, from byte ${(input.taken() + 1).toLocaleString('en')} on, the file holds something else, ` +
      'which was not read. Everything before it was.',
  )
}

/** Tapes and some download tools fill up the last block with zeros. */
async function skipPadding(input: ByteReader): Promise<void> {
  for (let part; (part = await input.takeSome(PASSED_BYTES)).length > 0;) {
    const end = part.findIndex((byte) => byte !== 0)
    if (end < 0) continue
    input.putBack(part.subarray(end))
    return
  }
}
