import { crc32, createInflateRaw } from 'node:zlib'
import type { ByteReader } from './byte-reader.ts'
import { decodeFrame } from './decode-frame.ts'
import { FileProblem } from './file-problem.ts'

/** How a member of gzip begins. */
export const GZIP = Buffer.from([0x1f, 0x8b])

const DEFLATE = 8
const FLAGS = { headerChecksum: 2, extra: 4, name: 8, comment: 16 } // RFC 1952, 2.3.1
const RESERVED = 0xe0
const HEADER_BYTES = 10
const TRAILER_BYTES = 8

/**
 * Unpacks one member of gzip (RFC 1952). Node's own decoder takes whatever follows a member for another one, and when
 * it is none throws away what it has unpacked.
 */
export async function* gzipMember(input: ByteReader): AsyncGenerator<Buffer> {
  await skipHeader(input)
  let checksum = 0
  let length = 0
  for await (const part of decodeFrame(input, createInflateRaw)) {
    checksum = crc32(part, checksum)
    length += part.length
    yield part
  }
  const trailer = await input.take(TRAILER_BYTES)
  if (trailer.length < TRAILER_BYTES) throw FileProblem.cut()
  const isWhole = trailer.readUInt32LE(0) === checksum && trailer.readUInt32LE(4) === length >>> 0
  if (!isWhole) throw FileProblem.damaged('incorrect data check')
}

async function skipHeader(input: ByteReader): Promise<void> {
  const header = await input.take(HEADER_BYTES)
  if (header.length < HEADER_BYTES) throw FileProblem.cut()
  const flags = header[3]!
  if (header[2] !== DEFLATE || flags & RESERVED) throw FileProblem.damaged('incorrect header')
  if (flags & FLAGS.extra) {
    const length = await input.take(2)
    await input.take(length.length === 2 ? length.readUInt16LE(0) : 0)
  }
  if (flags & FLAGS.name) await skipText(input)
  if (flags & FLAGS.comment) await skipText(input)
  if (flags & FLAGS.headerChecksum) await input.take(2)
}

/** A name ends with a zero byte. */
async function skipText(input: ByteReader): Promise<void> {
  for (let byte = await input.take(1); byte.length > 0 && byte[0] !== 0;) byte = await input.take(1)
}
