import { EmbeddingFailed, type Embedder } from './embedder.ts'

/** Queries of a model outside, none of which may be kept waiting by it. */
export interface Patience {
  /** Null when no vector came in time, or the model rests after failures. */
  vectorOf(text: string): Promise<Float32Array | null>
  /** Why the last query that was asked got none; null when it got one. */
  problem(): string | null
}

const WITHIN_MS = 1000 // the longest that a reader waits for meaning; servers near by take 10 to 300
const AT_ONCE = 16 // queries under way; more would only wait for each other
const REMEMBERED = 1000 // queries: pages of one search, and what many search for
const LONGEST = 1000 // characters; beyond that a query says nothing new
const REST_MS = [0, 5000, 15_000, 60_000] // after so many failures in a row

/** `clock` gives milliseconds from any beginning. */
export function patience(embedder: Embedder, clock: () => number, within = WITHIN_MS): Patience {
  const remembered = new Map<string, Float32Array>() // the least recently used first
  let underway = 0
  let failures = 0
  let restsUntil = -Infinity
  let problem: string | null = null

  function remember(text: string, vector: Float32Array): void {
    remembered.delete(text)
    remembered.set(text, vector)
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!)
  }

  async function ask(text: string): Promise<Float32Array | null> {
    underway++
    try {
      const [vector] = await inTime(embedder, text, within)
      failures = 0
      problem = null
      remember(text, vector!)
      return vector!
    } catch (error) {
      restsUntil = clock() + REST_MS[Math.min(failures++, REST_MS.length - 1)]!
      problem = error instanceof EmbeddingFailed ? error.message : 'it failed'
      return null
    } finally {
      underway--
    }
  }

  return {
    async vectorOf(whole) {
      const text = whole.slice(0, LONGEST)
      const known = remembered.get(text)
      if (known) remember(text, known)
      if (known || underway >= AT_ONCE || clock() < restsUntil) return known ?? null
      return ask(text)
    },
    problem: () => problem,
  }
}

/** Not every embedder stops when it is told to, so time is kept here as well. */
async function inTime(embedder: Embedder, text: string, within: number): Promise<Float32Array[]> {
  const signal = AbortSignal.timeout(within)
  const { promise: late, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(new EmbeddingFailed('it did not answer in time'))
  signal.addEventListener('abort', giveUp)
  try {
    return await Promise.race([embedder.embed([text], 'query', signal), late])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
