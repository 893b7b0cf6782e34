import { createHash } from 'node:crypto'
import { EmbeddingFailed, unitVector, type Embedder, type Purpose } from './embedder.ts'
import { LARGEST_ANSWER, readAnswer } from './answer.ts'

/** A server that speaks OpenAI's embeddings API: its own, vLLM, Ollama, llama.cpp, text-embeddings-inference … */
export interface HttpSettings {
  url: string
  model: string
  key: string | null
  dimensions: number
  prefixes: Record<Purpose, string>
}

const ANSWERS_WITHIN_MS = 60_000 // a batch of papers on a slow machine; queries bring a shorter patience of their own

/**
 * Asks once, and follows no redirect: the key is for this address alone. A server that gives more dimensions than
 * wanted is asked for so many from then on; one that cannot is refused.
 */
export function httpEmbedder(settings: HttpSettings): Embedder {
  const { url, model, dimensions, prefixes } = settings
  let saysDimensions = false

  async function ask(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const answer = await post(settings, { model, input, encoding_format: 'float', ...(saysDimensions && { dimensions }) }, signal) // prettier-ignore
    const vectors = vectorsIn(answer, input.length)
    const [first] = vectors
    if (!saysDimensions && Array.isArray(first) && first.length > dimensions) {
      saysDimensions = true
      return ask(input, signal)
    }
    return vectors.map((vector) => unitVector(vector, dimensions))
  }

  const spec = JSON.stringify({ kind: 'http', url, model, dimensions, prefixes })
  const digest = createHash('sha256').update(spec).digest('hex').slice(0, 8)
  return {
    name: `${model}-${dimensions}-${digest}`,
    dimensions,
    spec,
    embed: (texts, purpose, signal) =>
      ask(
        texts.map((text) => prefixes[purpose] + text),
        AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
      ),
    async close() {},
  }
}

async function post(
  { url, key }: HttpSettings,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal,
    })
    if (response.ok) return JSON.parse(await readAnswer(response, LARGEST_ANSWER)) as unknown
  } catch (error) {
    throw new EmbeddingFailed(problemOf(error), { cause: error })
  }
  await response.body?.cancel().catch(() => {})
  const { status } = response
  throw new EmbeddingFailed(`it answered ${status}`, {
    retryAfterMs: retryAfter(response.headers.get('retry-after')),
    isLasting: status >= 400 && status < 500 && status !== 408 && status !== 429,
  })
}

/** The embeddings of an answer, in the order of the texts, whatever they are. */
function vectorsIn(answer: unknown, count: number): unknown[] {
  const data = isObject(answer) ? answer['data'] : null
  if (!Array.isArray(data) || data.length !== count)
    throw new EmbeddingFailed('it gave another number of vectors than it was asked for')
  const ordered: unknown[] = Array.from({ length: count })
  for (const [place, item] of data.entries()) {
    if (!isObject(item)) throw new EmbeddingFailed('it gave something that is no vector')
    const index = item['index'] ?? place
    if (typeof index !== 'number' || !(index in ordered) || ordered[index] !== undefined)
      throw new EmbeddingFailed('it gave vectors that cannot be told apart')
    ordered[index] = item['embedding']
  }
  return ordered
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const LONGEST_PAUSE_MS = 300_000 // asked for by a server; more is taken for a mistake

/** The header in milliseconds (RFC 9110, 10.2.3); null for none, and for a date, which only a clock could read. */
function retryAfter(header: string | null): number | null {
  if (header === null || !/^\d+(\.\d+)?$/.test(header)) return null
  return Math.min(Number(header) * 1000, LONGEST_PAUSE_MS)
}

/** Without the address, which error messages of the network hold. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be reached'
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return 'it did not answer in time'
  if (error instanceof SyntaxError) return 'it answered with something that is not JSON'
  const code =
    error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : null
  return code === null ? 'it cannot be reached' : `it cannot be reached (${code})`
}
