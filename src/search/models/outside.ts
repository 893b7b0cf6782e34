import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { quantise } from '../structures/vectors.ts'
import { EmbeddingFailed, type Embedder } from './embedder.ts'
import type { OutsideModel, PaperText } from './meaning-model.ts'
import { patience } from './patience.ts'

/** Vectors that were made before, by paper and text, so that no paper is paid for twice. */
export interface KeptVectors {
  /** Those that are kept of these very texts, by paper, eight bits a dimension. */
  find(model: string, papers: { id: string; hash: string }[]): Promise<Map<string, Int8Array>>
  keep(model: string, papers: { id: string; hash: string; vector: Int8Array }[]): Promise<void>
}

export interface Tools {
  kept: KeptVectors
  clock: () => number // milliseconds from any beginning
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

const TRIES = 5 // of one batch, before whoever asked is told
const PAUSES_MS = [500, 1000, 2000, 4000]
const LONGEST_TEXT = 8000 // characters of title and abstract: more than any model reads, and servers refuse long ones

/** A model of the index made of an embedder: it remembers what it made of papers, and readers do not wait for it. */
export function outsideModel(
  embedder: Embedder,
  { kept, clock, wait = pauseFor }: Tools,
): OutsideModel {
  const closing = new AbortController()
  const queries = patience(embedder, clock)
  let problem: string | null = null

  async function embed(texts: string[]): Promise<Float32Array[]> {
    for (let tries = 1; ; tries++) {
      try {
        const vectors = await embedder.embed(texts, 'paper', closing.signal)
        problem = null
        return vectors
      } catch (error) {
        problem = error instanceof EmbeddingFailed ? error.message : 'it failed'
        const isHopeless = !(error instanceof EmbeddingFailed) || error.isLasting || tries === TRIES
        if (isHopeless || closing.signal.aborted) throw error
        await wait(error.retryAfterMs ?? PAUSES_MS[tries - 1]!, closing.signal)
      }
    }
  }

  return {
    kind: 'outside',
    name: embedder.name,
    dimensions: embedder.dimensions,
    spec: embedder.spec,
    async embedPapers(papers) {
      const asked = papers.map(hashed)
      const known = await kept.find(embedder.name, asked)
      const missing = asked.filter(({ id }) => !known.has(id))
      if (missing.length > 0) {
        const made = await embed(missing.map(({ text }) => text))
        const rows = missing.map(({ id, hash }, i) => ({ id, hash, vector: inEightBits(made[i]!) }))
        await kept.keep(embedder.name, rows)
        for (const { id, vector } of rows) known.set(id, vector)
      }
      return asked.map(({ id }) => Float32Array.from(known.get(id)!))
    },
    embedQuery: queries.vectorOf,
    problem: () => problem ?? queries.problem(),
    async close() {
      closing.abort()
      await embedder.close()
    },
  }
}

function hashed({ id, text: whole }: PaperText): PaperText & { hash: string } {
  const text = whole.slice(0, LONGEST_TEXT)
  return { id, text, hash: createHash('sha256').update(text).digest('base64url').slice(0, 22) }
}

/** As the index keeps them, so that one that was kept is the same as one that was just made. */
function inEightBits(vector: Float32Array): Int8Array {
  const rounded = new Int8Array(vector.length)
  quantise(vector, rounded, 127)
  return rounded
}

/** Ends early when told to stop. */
async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => {})
}
