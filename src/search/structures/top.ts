/** The best `size` of what it is offered, by score; equal scores are put in order by `before`. */
export interface Top {
  /** Nothing below this can get in any more; 0 while there is room. */
  threshold(): number
  offer(score: number, item: number): void
  /** Best first. */
  take(): { score: number; item: number }[]
  /** The same in no order, which costs nothing. */
  inNoOrder(): { scores: Float64Array; items: Float64Array }
}

/** `before(a, b)` says whether item a goes first when scores are equal. Items are numbers, such as documents. */
export function top(size: number, before: (a: number, b: number) => boolean): Top {
  const scores = new Float64Array(size)
  const items = new Float64Array(size)
  let length = 0

  /** Whether the entry at i is worse than the one at j. The worst is at the root of the heap. */
  const worse = (i: number, j: number) =>
    scores[i] !== scores[j] ? scores[i]! < scores[j]! : before(items[j]!, items[i]!)

  function swap(i: number, j: number) {
    const score = scores[i]!
    const item = items[i]!
    scores[i] = scores[j]!
    items[i] = items[j]!
    scores[j] = score
    items[j] = item
  }

  function sink(from: number) {
    let i = from
    for (;;) {
      const left = 2 * i + 1
      if (left >= length) return
      const child = left + 1 < length && worse(left + 1, left) ? left + 1 : left
      if (!worse(child, i)) return
      swap(i, child)
      i = child
    }
  }

  return {
    threshold: () => (length < size ? 0 : (scores[0] ?? Infinity)),
    offer(score, item) {
      if (length < size) {
        scores[length] = score
        items[length] = item
        let i = length++
        while (i > 0 && worse(i, (i - 1) >> 1)) {
          swap(i, (i - 1) >> 1)
          i = (i - 1) >> 1
        }
        return
      }
      if (size === 0 || score < scores[0]! || (score === scores[0]! && !before(item, items[0]!)))
        return
      scores[0] = score
      items[0] = item
      sink(0)
    },
    inNoOrder: () => ({ scores: scores.subarray(0, length), items: items.subarray(0, length) }),
    take() {
      return Array.from({ length }, (_, i) => ({ score: scores[i]!, item: items[i]! })).toSorted(
        (a, b) => b.score - a.score || (before(a.item, b.item) ? -1 : 1),
      )
    },
  }
}
