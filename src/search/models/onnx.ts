import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { EmbeddingFailed, unitVector, type Embedder, type Purpose } from './embedder.ts'
import type { OnnxReply, OnnxTask, OnnxFiles } from './onnx-thread.ts'

/** A sentence model in a folder, laid out as its authors publish it: tokenizer, settings and the network in ONNX. */
export interface OnnxSettings {
  folder: string
  prefixes: Record<Purpose, string>
}

/** The packages that run it are not dependencies: 290 MB that most never need. */
export class OnnxMissing extends Error {
  override name = 'OnnxMissing'

  constructor(cause: unknown) {
    super(
      'MEANING=onnx:… needs two packages that are not installed:\n  npm install onnxruntime-node@1.30.0 @huggingface/tokenizers@0.2.0',
      { cause },
    )
  }
}

/** The folder does not hold a sentence model that this program can run. */
export class OnnxUnusable extends Error {
  override name = 'OnnxUnusable'
}

const NETWORKS = [
  'onnx/model_quantized.onnx',
  'onnx/model.onnx',
  'model_quantized.onnx',
  'model.onnx',
] // the first that is there
const AT_ONCE = 8 // papers: a query that comes meanwhile waits for no more than those

/**
 * Opens the model in a thread of its own, because its runtime does not let go of the thread that it works in.
 * Throws OnnxMissing and OnnxUnusable.
 */
export async function onnxEmbedder({ folder, prefixes }: OnnxSettings): Promise<Embedder> {
  const files = filesIn(folder)
  const thread = onnxThread(files)
  try {
    const [probe] = await thread.run(['dimensions'])
    const dimensions = probe!.length
    if (dimensions % 8 !== 0 || dimensions > 2048)
      throw new OnnxUnusable(
        `${folder}: ${dimensions} dimensions are not a multiple of 8 up to 2,048`,
      )
    const spec = JSON.stringify({ kind: 'onnx', folder, prefixes })
    const digest = await digestOf([files.network, files.tokenizer], JSON.stringify(prefixes))
    return {
      name: `${basename(folder)}-${dimensions}-${digest}`,
      dimensions,
      spec,
      async embed(texts, purpose, signal) {
        const vectors: Float32Array[] = []
        for (let from = 0; from < texts.length; from += AT_ONCE) {
          if (signal.aborted) throw new EmbeddingFailed('it was stopped')
          const some = texts.slice(from, from + AT_ONCE).map((text) => prefixes[purpose] + text)
          vectors.push(...(await thread.run(some)))
        }
        return vectors.map((vector) => unitVector(vector, dimensions))
      },
      close: thread.close,
    }
  } catch (error) {
    await thread.close()
    throw error
  }
}

function filesIn(folder: string): OnnxFiles {
  const network = NETWORKS.map((name) => join(folder, name)).find((path) => existsSync(path))
  const tokenizer = join(folder, 'tokenizer.json')
  if (network === undefined) throw new OnnxUnusable(`${folder} holds no onnx/model.onnx`)
  if (!existsSync(tokenizer)) throw new OnnxUnusable(`${folder} holds no tokenizer.json`)
  return {
    network,
    tokenizer,
    tokenizerConfig: jsonIn(folder, 'tokenizer_config.json'),
    config: jsonIn(folder, 'config.json'),
    pooling: jsonIn(folder, '1_Pooling/config.json'),
  }
}

/** Empty when there is no such file. */
function jsonIn(folder: string, name: string): Record<string, unknown> {
  const path = join(folder, name)
  if (!existsSync(path)) return {}
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

async function digestOf(paths: string[], extra: string): Promise<string> {
  const digest = createHash('sha256').update(extra)
  for (const path of paths) await pipeline(createReadStream(path), digest, { end: false })
  return digest.digest('hex').slice(0, 12)
}

/** A thread that dies fails what it was asked; the next question starts a new one. */
function onnxThread(files: OnnxFiles) {
  const pending = new Map<
    number,
    { resolve: (vectors: Float32Array[]) => void; reject: (error: Error) => void }
  >()
  let next = 0
  let thread: Worker | null = null

  function start(): Worker {
    const started = new Worker(new URL('onnx-thread.ts', import.meta.url), { workerData: files })
    started.unref()
    started.on('message', ({ number, vectors, problem }: OnnxReply) => {
      const task = pending.get(number)
      pending.delete(number)
      if (vectors) task?.resolve(vectors)
      else
        task?.reject(
          problem!.isMissing
            ? new OnnxMissing(problem!.message)
            : new OnnxUnusable(problem!.message),
        )
    })
    started.on('error', () => {}) // 'exit' follows
    started.on('exit', () => {
      if (thread === started) thread = null
      for (const { reject } of pending.values()) reject(new EmbeddingFailed('its thread ended'))
      pending.clear()
    })
    return started
  }

  return {
    run(texts: string[]): Promise<Float32Array[]> {
      thread ??= start()
      const number = next++
      return new Promise((resolve, reject) => {
        pending.set(number, { resolve, reject })
        thread!.postMessage({ number, texts } satisfies OnnxTask)
      })
    },
    async close() {
      await thread?.terminate()
    },
  }
}
