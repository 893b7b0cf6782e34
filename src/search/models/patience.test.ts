import { expect, test } from 'vitest'
import { EmbeddingFailed, type Embedder } from './embedder.ts'
import { patience } from './patience.ts'

function embedderThat(embed: (text: string) => Promise<Float32Array>) {
  const asked: string[] = []
  const embedder: Embedder = {
    name: 'test',
    dimensions: 8,
    spec: '{}',
    embed: async (texts) => {
      asked.push(...texts)
      return Promise.all(texts.map(embed))
    },
    close: async () => {},
  }
  return { embedder, asked }
}

const vector = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)

test('a query is asked once and remembered', async () => {
  const { embedder, asked } = embedderThat(async () => vector)
  const { vectorOf, problem } = patience(embedder, () => 0)
  expect(await vectorOf('owls')).toBe(vector)
  expect(await vectorOf('owls')).toBe(vector)
  expect(asked).toEqual(['owls'])
  expect(problem()).toBeNull()
})

test('a model that never answers is waited for no longer than the bound, then left alone for longer and longer', async () => {
  let now = 0
  const { embedder, asked } = embedderThat(() => new Promise(() => {}))
  const { vectorOf, problem } = patience(embedder, () => now, 5)
  expect(await vectorOf('a')).toBeNull()
  expect(problem()).toBe('it did not answer in time')
  expect(await vectorOf('b')).toBeNull()
  expect(await vectorOf('c')).toBeNull()
  expect(asked).toEqual(['a', 'b'])

  now = 5001
  await vectorOf('d')
  now += 5001
  await vectorOf('e')
  expect(asked).toEqual(['a', 'b', 'd'])
})

test('a model that answers again is asked as before', async () => {
  let now = 0
  let isDown = true
  const { embedder } = embedderThat(async () => {
    if (isDown) throw new EmbeddingFailed('it answered 500')
    return vector
  })
  const { vectorOf, problem } = patience(embedder, () => now)
  await vectorOf('a')
  await vectorOf('b')
  isDown = false
  expect(await vectorOf('c')).toBeNull()
  now = 5001
  expect(await vectorOf('c')).toBe(vector)
  expect(problem()).toBeNull()
})

test('what fails by surprise is told without its words, which may hold an address', async () => {
  const { embedder } = embedderThat(() => Promise.reject(new Error('http://secret.example.org')))
  const { vectorOf, problem } = patience(embedder, () => 0)
  expect(await vectorOf('a')).toBeNull()
  expect(problem()).toBe('it failed')
})

test('a crowd of queries does not pile up', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { embedder, asked } = embedderThat(async () => {
    await gate
    return vector
  })
  const { vectorOf } = patience(embedder, () => 0, 60_000)
  const crowd = Array.from({ length: 40 }, (_, n) => vectorOf(`query ${n}`))
  expect(asked).toHaveLength(16)
  open()
  const answered = await Promise.all(crowd)
  expect(answered.filter((one) => one !== null)).toHaveLength(16)
})

test('what is remembered is bounded, and a long query is cut', async () => {
  const { embedder, asked } = embedderThat(async () => vector)
  const { vectorOf } = patience(embedder, () => 0)
  for (let n = 0; n < 1001; n++) await vectorOf(`query ${n}`)
  await vectorOf('query 0')
  expect(asked).toHaveLength(1002)
  await vectorOf('w'.repeat(100_000))
  expect(asked.at(-1)).toHaveLength(1000)
})
