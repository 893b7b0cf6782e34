/**
 * Reads something at most once in so many milliseconds, however often it is asked for: whoever asks meanwhile gets, or
 * waits for, the same answer. A failed reading is not kept.
 */
export function keptFor<Value>(
  milliseconds: number,
  now: () => Date,
  read: (at: Date) => Promise<Value>,
): () => Promise<Value> {
  let kept: { at: number; value: Promise<Value> } | null = null
  return () => {
    const at = now()
    if (kept === null || Math.abs(at.getTime() - kept.at) >= milliseconds) {
      // a clock may be set back
      const reading = { at: at.getTime(), value: read(at) }
      reading.value.catch(() => {
        if (kept === reading) kept = null
      })
      kept = reading
    }
    return kept.value
  }
}
