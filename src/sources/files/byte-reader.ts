/** Bytes that come in parts, taken in whatever portions a format has. */
export interface ByteReader {
  /** How many bytes were taken. */
  taken(): number
  /** The next `count` bytes, which stay; fewer only at the end. */
  peek(count: number): Promise<Buffer>
  /** The next `count` bytes; fewer only at the end. */
  take(count: number): Promise<Buffer>
  /** At least one byte and at most `most`, whatever is there; none at the end. */
  takeSome(most: number): Promise<Buffer>
  /** Puts back the last bytes that were taken. */
  putBack(bytes: Buffer): void
}

export function byteReader(bytes: AsyncIterable<Buffer>): ByteReader {
  const parts = bytes[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  let taken = 0

  async function hold(count: number): Promise<void> {
    while (held.length < count) {
      const next = await parts.next()
      if (next.done) return
      held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    }
  }
  function cut(count: number): Buffer {
    const start = held.subarray(0, count)
    held = held.subarray(count)
    taken += start.length
    return start
  }

  return {
    taken: () => taken,
    async peek(count) {
      await hold(count)
      return held.subarray(0, count)
    },
    async take(count) {
      await hold(count)
      return cut(count)
    },
    async takeSome(most) {
      await hold(1)
      return cut(most)
    },
    putBack(again) {
      held = held.length === 0 ? again : Buffer.concat([again, held])
      taken -= again.length
    },
  }
}
