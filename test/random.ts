/** Numbers from 0 up to 1 that are the same for the same seed: mulberry32, by Tommy Ettinger, public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Choices for property tests: the same seed gives the same run. */
export function randomFrom(seed: number) {
  const next = seededRandom(seed)
  const below = (n: number) => Math.floor(next() * n)
  return {
    below,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)]!,
    chance: (p: number) => next() < p,
  }
}

export type Random = ReturnType<typeof randomFrom>
