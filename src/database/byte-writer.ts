/** Bytes one after another, numbers with their highest byte first, in a buffer that grows as it is filled. */
export interface ByteWriter {
  int8(value: number): void
  int16(value: number): void
  int32(value: number): void
  int64(value: bigint): void
  float32(value: number): void
  float64(value: number): void
  bytes(value: Uint8Array): void
  text(value: string): void // as UTF-8
  /** Leaves room for the length of what follows up to `end`, which takes what this returns. */
  begin(): number
  end(start: number): void
  /** All of it, without a copy: nothing may be written after. */
  written(): Buffer<ArrayBuffer>
}

const FIRST_BYTES = 64 * 1024
const UTF8_BYTES_MAX = 3 // for each unit of a JavaScript string
const LENGTH_BYTES = 4

export function byteWriter(): ByteWriter {
  let buffer: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(FIRST_BYTES)
  let at = 0

  /** Makes room for so many bytes and returns where they go. */
  function take(bytes: number): number {
    const start = at
    at += bytes
    if (at > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(at, 2 * buffer.length))
      buffer.copy(larger, 0, 0, start)
      buffer = larger
    }
    return start
  }

  // `take` may replace the buffer, so it goes first.
  return {
    int8(value) {
      const start = take(1)
      buffer.writeInt8(value, start)
    },
    int16(value) {
      const start = take(2)
      buffer.writeInt16BE(value, start)
    },
    int32(value) {
      const start = take(4)
      buffer.writeInt32BE(value, start)
    },
    int64(value) {
      const start = take(8)
      buffer.writeBigInt64BE(value, start)
    },
    float32(value) {
      const start = take(4)
      buffer.writeFloatBE(value, start)
    },
    float64(value) {
      const start = take(8)
      buffer.writeDoubleBE(value, start)
    },
    bytes(value) {
      const start = take(value.length)
      buffer.set(value, start)
    },
    text(value) {
      const start = take(value.length * UTF8_BYTES_MAX)
      at = start + buffer.write(value, start)
    },
    begin: () => take(LENGTH_BYTES),
    end: (start) => void buffer.writeInt32BE(at - start - LENGTH_BYTES, start),
    written: () => buffer.subarray(0, at),
  }
}
