import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { sentenceModel } from '../testing/sentence-model.ts'
import type { OnnxReply } from './onnx-thread.ts'
import { onnxEmbedder, OnnxMissing, OnnxUnusable } from './onnx.ts'

const hasPackages = ['onnxruntime-node', '@huggingface/tokenizers'].every((name) =>
  existsSync(`node_modules/${name}`),
)
const never = new AbortController().signal
const prefixes = { query: '', paper: '' }
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, d) => sum + value * b[d]!, 0)

describe.skipIf(!hasPackages)('a sentence model in ONNX', () => {
  test('gives the mean of its tokens, whatever stands beside a text in a batch', async () => {
    const { folder, meanOf } = sentenceModel()
    const embedder = await onnxEmbedder({ folder, prefixes })
    expect(embedder.dimensions).toBe(16)
    const texts = [
      'Owls hunt',
      'owls',
      'unknown owls hunt mice at night',
      ...Array.from({ length: 20 }, () => 'mice'),
    ]
    const vectors = await embedder.embed(texts, 'paper', never)
    expect(vectors).toHaveLength(texts.length)
    expect(cosine(vectors[0]!, meanOf(['[CLS]', 'owls', 'hunt', '[SEP]']))).toBeCloseTo(1, 5)
    expect(cosine(vectors[1]!, meanOf(['[CLS]', 'owls', '[SEP]']))).toBeCloseTo(1, 5)
    expect(
      cosine(
        vectors[2]!,
        meanOf(['[CLS]', '[UNK]', 'owls', 'hunt', 'mice', '[UNK]', 'night', '[SEP]']),
      ),
    ).toBeCloseTo(1, 5)
    for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5)
    await embedder.close()
  })

  test('gives its first token where its authors say so, and obeys prefixes', async () => {
    const { folder, meanOf } = sentenceModel({ byFirst: true })
    const embedder = await onnxEmbedder({ folder, prefixes: { query: 'night ', paper: '' } })
    const [first] = await embedder.embed(['owls'], 'query', never)
    expect(cosine(first!, meanOf(['[CLS]']))).toBeCloseTo(1, 5)
    await embedder.close()

    const mean = sentenceModel()
    const prefixed = await onnxEmbedder({
      folder: mean.folder,
      prefixes: { query: 'night ', paper: '' },
    })
    const [query] = await prefixed.embed(['owls'], 'query', never)
    expect(cosine(query!, mean.meanOf(['[CLS]', 'night', 'owls', '[SEP]']))).toBeCloseTo(1, 5)
    await prefixed.close()
  })

  test('cuts what is longer than it reads, keeping the last token', async () => {
    const { folder, meanOf } = sentenceModel({ longest: 4 })
    const embedder = await onnxEmbedder({ folder, prefixes })
    const [vector] = await embedder.embed(['owls hunt mice night owls'], 'paper', never)
    expect(cosine(vector!, meanOf(['[CLS]', 'owls', 'hunt', '[SEP]']))).toBeCloseTo(1, 5)
    await embedder.close()
  })

  test('has a name that changes with the network', async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) =>
        onnxEmbedder({ folder: sentenceModel({ seed }).folder, prefixes }),
      ),
    )
    expect(one!.name.slice(-12)).toBe(same!.name.slice(-12))
    expect(one!.name.slice(-12)).not.toBe(other!.name.slice(-12))
    await Promise.all([one, same, other].map((each) => each!.close()))
  })

  test('is refused when its file is no network, or its vectors have a width that the index cannot keep', async () => {
    const { folder } = sentenceModel()
    writeFileSync(join(folder, 'onnx/model.onnx'), 'no network')
    await expect(onnxEmbedder({ folder, prefixes })).rejects.toThrow(OnnxUnusable)
    await expect(
      onnxEmbedder({ folder: sentenceModel({ dimensions: 12 }).folder, prefixes }),
    ).rejects.toThrow(/multiple of 8/)
  })
})

test('a folder without a network, or without a tokenizer, is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-'))
  await expect(onnxEmbedder({ folder, prefixes })).rejects.toThrow(/holds no onnx\/model.onnx/)
  mkdirSync(join(folder, 'onnx'))
  writeFileSync(join(folder, 'onnx/model.onnx'), '')
  await expect(onnxEmbedder({ folder, prefixes })).rejects.toThrow(/holds no tokenizer.json/)
})

test('without the packages it is said how to get them', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'no-packages-')) // where no folder above holds any
  const script = join(elsewhere, 'onnx-thread.ts')
  copyFileSync('src/search/models/onnx-thread.ts', script)
  const { folder } = sentenceModel()
  const paths = {
    network: join(folder, 'onnx/model.onnx'),
    tokenizer: join(folder, 'tokenizer.json'),
  }
  const thread = new Worker(script, {
    workerData: { ...paths, tokenizerConfig: {}, config: {}, pooling: {} },
  })
  thread.postMessage({ number: 1, texts: ['owls'] })
  const [reply] = (await once(thread, 'message')) as [OnnxReply]
  expect(reply.problem?.isMissing).toBe(true)
  expect(new OnnxMissing(null).message).toContain('npm install')
  await thread.terminate()
})
