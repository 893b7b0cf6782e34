import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'

/** What a sentence model consists of. */
export interface OnnxFiles {
  network: string // path
  tokenizer: string // path
  tokenizerConfig: Record<string, unknown>
  config: Record<string, unknown>
  pooling: Record<string, unknown> // of sentence-transformers
}

export interface OnnxTask {
  number: number
  texts: string[]
}

export interface OnnxReply {
  number: number
  vectors?: Float32Array[]
  problem?: { message: string; isMissing: boolean }
}

/** What is used of the packages, which are not there when this is compiled. */
interface Tensor {
  data: BigInt64Array | Float32Array
  dims: readonly number[]
}
interface Session {
  inputNames: readonly string[]
  outputNames: readonly string[]
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>
}
interface Runtime {
  InferenceSession: { create(path: string, options: object): Promise<Session> }
  Tensor: new (type: string, data: BigInt64Array, dims: number[]) => Tensor
}
interface Tokenizer {
  encode(text: string): { ids: number[] }
}
interface Tokenizers {
  Tokenizer: new (json: object, config: object) => Tokenizer
}

const LONGEST = 512 // tokens; what comes later in an abstract says little new, and time grows with the square

async function open({ network, tokenizer, tokenizerConfig, config, pooling }: OnnxFiles) {
  const [runtimeName, tokenizersName] = ['onnxruntime-node', '@huggingface/tokenizers'] // not resolved before they are asked for
  const runtime = (await import(runtimeName)) as Runtime
  const { Tokenizer } = (await import(tokenizersName)) as Tokenizers
  const intraOpNumThreads = Math.max(1, availableParallelism() - 1) // one core stays for the pages
  return {
    runtime,
    session: await runtime.InferenceSession.create(network, {
      intraOpNumThreads,
      logSeverityLevel: 3,
    }),
    tokenizer: new Tokenizer(
      JSON.parse(readFileSync(tokenizer, 'utf8')) as object,
      tokenizerConfig,
    ),
    longest: longestOf(tokenizerConfig, config),
    padding: typeof config['pad_token_id'] === 'number' ? config['pad_token_id'] : 0,
    byFirst: pooling['pooling_mode_cls_token'] === true,
  }
}

function longestOf(...settings: Record<string, unknown>[]): number {
  const limits = settings.flatMap((each) => [
    each['model_max_length'],
    each['max_position_embeddings'],
  ])
  return Math.min(
    LONGEST,
    ...limits.filter((limit) => typeof limit === 'number').filter((limit) => limit > 0),
  )
}

type Opened = Awaited<ReturnType<typeof open>>

async function embed(model: Opened, texts: string[]): Promise<Float32Array[]> {
  const { runtime, session, tokenizer, longest, padding } = model
  const tokens = texts.map((text) => cut(tokenizer.encode(text).ids, longest))
  const width = Math.max(1, ...tokens.map((ids) => ids.length))
  const size = texts.length * width
  const given = { input_ids: new BigInt64Array(size).fill(BigInt(padding)), attention_mask: new BigInt64Array(size), token_type_ids: new BigInt64Array(size) } // prettier-ignore
  for (const [row, ids] of tokens.entries()) {
    for (const [at, id] of ids.entries()) {
      given.input_ids[row * width + at] = BigInt(id)
      given.attention_mask[row * width + at] = 1n
    }
  }
  const feeds: Record<string, Tensor> = {}
  for (const name of session.inputNames) {
    if (!(name in given)) throw new Error(`the network wants ${name}, which no sentence model does`)
    feeds[name] = new runtime.Tensor('int64', given[name as keyof typeof given], [
      texts.length,
      width,
    ])
  }
  const results = await session.run(feeds)
  return rowsOf(
    results['sentence_embedding'] ?? results[session.outputNames[0]!]!,
    tokens,
    model.byFirst,
  )
}

/** The last token closes the text, so it stays. */
function cut(ids: number[], longest: number): number[] {
  return ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ids.at(-1)!]
}

/** One vector a text: as the network gives it, or the mean or the first of those of its tokens. */
function rowsOf({ data, dims }: Tensor, tokens: number[][], byFirst: boolean): Float32Array[] {
  if (!(data instanceof Float32Array)) throw new Error('the network gives no 32-bit floats')
  const dimensions = dims.at(-1)!
  if (dims.length === 2)
    return tokens.map((_, row) => data.slice(row * dimensions, (row + 1) * dimensions))
  const width = dims[1]!
  return tokens.map((ids, row) => {
    const sum = new Float32Array(dimensions)
    const counted = byFirst ? 1 : ids.length
    for (let at = 0; at < counted; at++) {
      const from = (row * width + at) * dimensions
      for (let d = 0; d < dimensions; d++) sum[d]! += data[from + d]!
    }
    return sum.map((value) => value / Math.max(1, counted))
  })
}

const opening = open(workerData as OnnxFiles)
opening.catch(() => {}) // told to whoever asks

let line: Promise<void> = Promise.resolve()

parentPort!.on('message', ({ number, texts }: OnnxTask) => {
  line = line.then(async () => parentPort!.postMessage(await replyTo(number, texts)))
})

async function replyTo(number: number, texts: string[]): Promise<OnnxReply> {
  try {
    return { number, vectors: await embed(await opening, texts) }
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    return {
      number,
      problem: { message: error instanceof Error ? error.message : String(error), isMissing },
    }
  }
}
