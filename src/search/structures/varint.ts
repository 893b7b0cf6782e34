/** Bytes that grow, with small numbers in 7 bits each (LEB128). */
export interface ByteWriter {
  bytes: Uint8Array
  length: number
}

export function byteWriter(capacity = 1 << 16): ByteWriter {
  return { bytes: new Uint8Array(capacity), length: 0 }
}

const LONGEST = 5 // bytes of a 32-bit number

export function writeVarint(writer: ByteWriter, number: number): void {
  if (writer.length + LONGEST > writer.bytes.length) grow(writer, LONGEST)
  let rest = number
  while (rest > 127) {
    writer.bytes[writer.length++] = (rest & 127) | 128
    rest >>>= 7
  }
  writer.bytes[writer.length++] = rest
}

/** Copies `bytes` from `from` up to `to`. A loop, because the runs are a few bytes long. */
export function writeBytes(writer: ByteWriter, bytes: Uint8Array, from: number, to: number): void {
  if (writer.length + to - from > writer.bytes.length) grow(writer, to - from)
  for (let i = from; i < to; i++) writer.bytes[writer.length++] = bytes[i]!
}

function grow(writer: ByteWriter, needed: number) {
  const larger = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + needed))
  larger.set(writer.bytes)
  writer.bytes = larger
}

/** Reads one number after another. Past the end it reads zeros. */
export class VarintReader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  next(): number {
    let byte = this.bytes[this.at++]!
    if (byte < 128) return byte
    let number = byte & 127
    for (let shift = 7; shift < 35; shift += 7) {
      byte = this.bytes[this.at++]!
      number |= (byte & 127) << shift
      if (byte < 128) break
    }
    return number >>> 0
  }
}
