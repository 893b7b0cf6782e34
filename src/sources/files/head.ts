/**
 * The first bytes of a stream, at least `count` unless it is shorter, and the whole stream with them again. A failure
 * after the first byte is thrown where the whole stream gets to it, so that what comes before is not lost.
 */
export async function headOf(
  bytes: AsyncIterable<Buffer>,
  count: number,
): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const rest = bytes[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let length = 0
  let failure: { error: unknown } | null = null
  while (length < count) {
    const next = await rest.next().catch((error: unknown) => {
      if (length === 0) throw error
      failure = { error }
      return { done: true as const, value: undefined }
    })
    if (next.done) break
    parts.push(next.value)
    length += next.value.length
  }

  async function* all() {
    yield* parts
    if (failure) throw failure.error
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  }
  return { head: Buffer.concat(parts), all: all() }
}
