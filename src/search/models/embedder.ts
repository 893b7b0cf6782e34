/** Queries and papers may be told apart by the model: 'query: …', 'passage: …'. */
export type Purpose = 'query' | 'paper'

/** Software outside this program that turns texts into vectors. */
export interface Embedder {
  name: string // changes whenever its vectors do
  dimensions: number
  spec: string // JSON by which it can be opened again; holds no key
  /** A vector of length 1 for each text, in order. Throws EmbeddingFailed, also when the signal says stop. */
  embed(texts: string[], purpose: Purpose, signal: AbortSignal): Promise<Float32Array[]>
  close(): Promise<void>
}

/** The model gave no vectors, or none that can be used. The message is for the status page: it holds no address and no key. */
export class EmbeddingFailed extends Error {
  override name = 'EmbeddingFailed'
  readonly retryAfterMs: number | null // what the model asked for; null when it said nothing
  readonly isLasting: boolean // asking again will not help until somebody changes something

  constructor(
    problem: string,
    {
      retryAfterMs = null,
      isLasting = false,
      cause,
    }: { retryAfterMs?: number | null; isLasting?: boolean; cause?: unknown } = {},
  ) {
    super(problem, { cause })
    this.retryAfterMs = retryAfterMs
    this.isLasting = isLasting
  }
}

/** What the numbers of a vector come to when it is made length 1. Throws EmbeddingFailed for what is none. */
export function unitVector(values: unknown, dimensions: number): Float32Array {
  if (!isNumbers(values)) throw new EmbeddingFailed('it gave something that is no vector')
  if (values.length !== dimensions)
    throw new EmbeddingFailed(`it gave ${values.length} dimensions instead of ${dimensions}`, {
      isLasting: true,
    })
  let square = 0
  for (const value of values) square += value * value
  const length = Math.sqrt(square)
  if (!Number.isFinite(length) || length === 0)
    throw new EmbeddingFailed('it gave a vector without a direction')
  return Float32Array.from(values, (value) => value / length)
}

function isNumbers(values: unknown): values is ArrayLike<number> & Iterable<number> {
  if (values instanceof Float32Array) return true
  return Array.isArray(values) && values.every((value) => typeof value === 'number')
}
