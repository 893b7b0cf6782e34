import { ndcg10, type Benchmark } from './collections.ts'
import type { Engine } from './engine.ts'

const POOL_DEPTH = 500 // how far down a ranking the judged papers of a pool are looked for

/** Mean nDCG@10 over the queries. */
export async function quality(engine: Engine, { queries }: Benchmark): Promise<number> {
  let sum = 0
  for (const { text, grades, pool } of queries) {
    const ranked = await engine.search(text, pool ? POOL_DEPTH : 10)
    sum += ndcg10(pool ? ranked.filter((id) => pool.has(id)) : ranked, grades)
  }
  return sum / queries.length
}

export interface Speed {
  p50: number // milliseconds
  p95: number
  p99: number
  perSecond: number
}

/** One query after the other, ten hits each. */
export async function speed(engine: Engine, queries: string[]): Promise<Speed> {
  if (engine.times) return speedOf(await engine.times(queries, 10))
  const times: number[] = []
  for (const text of queries) {
    const start = performance.now()
    await engine.search(text, 10)
    times.push(performance.now() - start)
  }
  return speedOf(times)
}

/** Of one thread that took so many milliseconds for each. */
export function speedOf(times: number[]): Speed {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    perSecond: (1000 * times.length) / times.reduce((a, b) => a + b, 0),
  }
}

/** The median of several rounds, number by number. */
export function medianSpeed(rounds: Speed[]): Speed {
  const median = (of: (speed: Speed) => number) =>
    rounds.map(of).toSorted((a, b) => a - b)[rounds.length >> 1]!
  return {
    p50: median(({ p50 }) => p50),
    p95: median(({ p95 }) => p95),
    p99: median(({ p99 }) => p99),
    perSecond: median(({ perSecond }) => perSecond),
  }
}
