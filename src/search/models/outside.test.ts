import { expect, test } from 'vitest'
import { onBothEngines } from '../../../test/test-database.ts'
import { EmbeddingFailed, type Embedder } from './embedder.ts'
import { forgetOtherVectors, keptVectors } from './kept-vectors-store.ts'
import { outsideModel, type KeptVectors } from './outside.ts'

function embedderThat(fails: () => EmbeddingFailed | null = () => null, name = 'test') {
  const asked: string[][] = []
  const embedder: Embedder = {
    name,
    dimensions: 8,
    spec: '{}',
    async embed(texts) {
      const failure = fails()
      if (failure) throw failure
      asked.push(texts)
      return texts.map((text) =>
        Float32Array.from({ length: 8 }, (_, d) => (d === text.length % 8 ? -1 : 0.5)),
      )
    },
    close: async () => {},
  }
  return { embedder, asked }
}

const nothingKept: KeptVectors = { find: async () => new Map(), keep: async () => {} }
const clock = () => 0
const papers = [
  { id: 'a', text: 'one' },
  { id: 'b', text: 'other' },
]

onBothEngines('vectors of papers', (open) => {
  const opened = open()

  test('are kept by model and text, and made anew for another text', async () => {
    const { db } = await opened
    const { embedder, asked } = embedderThat()
    const first = await outsideModel(embedder, { kept: keptVectors(db), clock }).embedPapers(papers)
    const again = outsideModel(embedder, { kept: keptVectors(db), clock })
    expect(await again.embedPapers(papers)).toEqual(first)
    expect(asked).toEqual([['one', 'other']])

    await again.embedPapers([papers[0]!, { id: 'b', text: 'changed' }])
    expect(asked.at(-1)).toEqual(['changed'])
    await again.embedPapers([{ id: 'b', text: 'changed' }])
    expect(asked).toHaveLength(2)
  })

  test('of another model are others, and are forgotten on demand', async () => {
    const { db } = await opened
    const other = embedderThat(undefined, 'other')
    const model = outsideModel(other.embedder, { kept: keptVectors(db), clock })
    await model.embedPapers(papers)
    expect(other.asked).toHaveLength(1)
    await forgetOtherVectors(db, 'other')
    await model.embedPapers(papers)
    expect(other.asked).toHaveLength(1)

    const { embedder, asked } = embedderThat()
    await outsideModel(embedder, { kept: keptVectors(db), clock }).embedPapers(papers)
    expect(asked).toHaveLength(1)
  })
})

test('a model that asks for time gets it, one that fails is tried again, and then all is well', async () => {
  const failures = [
    new EmbeddingFailed('it answered 429', { retryAfterMs: 7000 }),
    new EmbeddingFailed('it answered 500'),
    new EmbeddingFailed('it did not answer in time'),
  ]
  const waited: number[] = []
  const { embedder, asked } = embedderThat(() => failures.shift() ?? null)
  const wait = async (ms: number) => void waited.push(ms)
  const model = outsideModel(embedder, { kept: nothingKept, clock, wait })
  await model.embedPapers(papers)
  expect(waited).toEqual([7000, 1000, 2000])
  expect(asked).toHaveLength(1)
  expect(model.problem()).toBeNull()
})

test('after five tries, or at once when it is hopeless, whoever asked is told', async () => {
  for (const [isLasting, tries] of [
    [false, 5],
    [true, 1],
  ] as const) {
    let tried = 0
    const { embedder } = embedderThat(() => {
      tried++
      return new EmbeddingFailed('it answered 401', { isLasting })
    })
    const model = outsideModel(embedder, { kept: nothingKept, clock, wait: async () => {} })
    await expect(model.embedPapers(papers)).rejects.toThrow('it answered 401')
    expect(tried).toBe(tries)
    expect(model.problem()).toBe('it answered 401')
  }
})

test('a text longer than any model reads is cut', async () => {
  const { embedder, asked } = embedderThat()
  await outsideModel(embedder, { kept: nothingKept, clock }).embedPapers([
    { id: 'a', text: 'w'.repeat(50_000) },
  ])
  expect(asked[0]![0]).toHaveLength(8000)
})
