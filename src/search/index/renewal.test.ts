import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SearchDocument } from '../document.ts'
import { roundedVectors, writeModel } from '../meaning/model-file.ts'
import { seededRandom } from '../meaning/random.ts'
import type { OutsideModel } from '../models/meaning-model.ts'
import { chances } from '../testing/generate.ts'
import { openIndex, type IndexOptions } from './open.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'renewal-'))
const WORDS = ['model', 'network', 'train', 'token', 'imag', 'robot']

/** A model of word vectors; another seed makes another model. */
function modelFile(seed: number): string {
  const path = join(newFolder(), 'model.bin')
  const random = seededRandom(seed)
  const vectors = Float32Array.from({ length: WORDS.length * 256 }, () => random() - 0.5)
  writeModel(path, roundedVectors(WORDS, vectors), 'made by a test')
  return path
}

const [former, newer] = [modelFile(1), modelFile(2)]

/** Enough papers for several batches of embedding. */
function papers(seed: number, count = 200): SearchDocument[] {
  const { paper } = chances(seed)
  return Array.from({ length: count }, (_, i) => paper(`p${i}`))
}

const QUERIES = ['model network', 'robot image token', 'training']

async function answers(index: Awaited<ReturnType<typeof openIndex>>) {
  const found = await Promise.all(QUERIES.map((typed) => index.search(typed)))
  return found.map(({ hits, total, understood }) => ({
    hits,
    total,
    byMeaning: understood.usedMeaning,
  }))
}

async function builtWith(modelPath: string, upsert: SearchDocument[]) {
  const index = await openIndex({ folder: null, modelPath, threads: 0, timeLimit: Infinity })
  await index.apply({ upsert, remove: [], number: 1 })
  return index
}

/** Each thread loads the program, half a second of a core, and some tests open four indexes of three threads each. */
const PATIENCE = { timeout: 180_000 }

describe.each([0, 1])(
  'an index that goes over to another model, with %i threads',
  PATIENCE,
  (threads) => {
    const options = (folder: string, modelPath: string): IndexOptions => ({
      folder,
      modelPath,
      threads,
      timeLimit: Infinity,
    })

    test('serves the old vectors until all papers have new ones, then answers as one built with it', async () => {
      const folder = newFolder()
      const index = await openIndex(options(folder, former))
      await index.apply({ upsert: papers(1), remove: [], number: 1 })
      const before = await answers(index)
      const names = [(await index.status()).model]

      await index.useModel(newer)
      const during = await index.status()
      expect(during.model).toBe(names[0])
      expect(during.embedding).toMatchObject({ of: 200 })
      expect(await answers(index)).toEqual(before)

      await index.embedded()
      expect(await index.status()).toMatchObject({ embedding: null, papers: 200 })
      const fresh = await builtWith(newer, papers(1))
      expect(await answers(index)).toEqual(await answers(fresh))
      expect(await answers(index)).not.toEqual(before)
      expect(await index.similar('p3', 5)).toEqual(await fresh.similar('p3', 5))
      await index.close()

      const files = readdirSync(folder)
      expect(files.filter((file) => file.endsWith('.model'))).toEqual([
        `${(await fresh.status()).model}.model`,
      ])
      expect(files.filter((file) => file.endsWith('.segment'))).toHaveLength(1)
    })

    test('does so when it is opened with another model, even if the old file has gone, and goes on after a stop', async () => {
      const folder = newFolder()
      const gone = modelFile(3)
      const index = await openIndex(options(folder, gone))
      await index.apply({ upsert: papers(1), remove: [], number: 1 })
      const before = await answers(index)
      await index.close()

      const stopped = await openIndex(options(folder, newer))
      expect(await answers(stopped)).toEqual(before)
      await stopped.close()

      const again = await openIndex(options(folder, newer))
      await again.embedded()
      const after = await answers(again)
      expect(after).toEqual(await answers(await builtWith(newer, papers(1))))
      await again.close()

      const reopened = await openIndex(options(folder, newer))
      expect(await reopened.status()).toMatchObject({ embedding: null, papers: 200, damage: [] })
      expect(await answers(reopened)).toEqual(after)
      await reopened.close()
    })

    test('takes in what comes and goes meanwhile', async () => {
      const index = await openIndex(options(newFolder(), former))
      const all = new Map(papers(1).map((paper) => [paper.id, paper]))
      await index.apply({ upsert: [...all.values()], remove: [], number: 1 })
      await index.useModel(newer)
      const { paper } = chances(9)
      for (let number = 2; number < 14; number++) {
        const upsert = Array.from({ length: 5 }, (_, i) => paper(`p${number * 7 + i}`))
        await index.apply({ upsert, remove: [`p${number}`], number })
        all.delete(`p${number}`)
        for (const one of upsert) all.set(one.id, one)
        if (number % 5 === 0) await answers(index)
      }
      await index.compact()
      await index.embedded()
      expect(await answers(index)).toEqual(await answers(await builtWith(newer, [...all.values()])))
      await index.close()
    })

    test('may change its mind', async () => {
      const index = await openIndex(options(newFolder(), former))
      await index.apply({ upsert: papers(1), remove: [], number: 1 })
      const before = await answers(index)
      await index.useModel(newer)
      await index.useModel(former)
      await index.embedded()
      expect((await index.status()).embedding).toBeNull()
      expect(await answers(index)).toEqual(before)
      await index.close()
    })
  },
)

/** A model of 512 dimensions that knows the letters of a text. What it does wrong is up to the test. */
function outside(name: string, wrong: { papers?: () => void; query?: () => boolean } = {}) {
  const asked: string[] = []
  const embed = (text: string) => {
    const vector = new Float32Array(512)
    for (const letter of text) vector[letter.codePointAt(0)! % 512]! += 1
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  }
  let closed = 0
  const model: OutsideModel = {
    kind: 'outside',
    name,
    dimensions: 512,
    spec: `test:${name}`,
    async embedPapers(some) {
      wrong.papers?.()
      asked.push(...some.map(({ id }) => id))
      return some.map(({ text }) => embed(text))
    },
    embedQuery: async (text) => (wrong.query?.() ? null : embed(text)),
    problem: () => null,
    close: async () => void closed++,
  }
  return { model, asked, closed: () => closed }
}

describe.each([0, 1])('a model outside, with %i threads', PATIENCE, (threads) => {
  const options = (folder: string | null, model: OutsideModel): IndexOptions => ({
    folder,
    modelPath: null,
    outside: model,
    threads,
    timeLimit: Infinity,
  })

  test('papers are found by words at once and by meaning when it has seen them, each once', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const { model, asked } = outside('letters')
    const slow = { ...model, embedPapers: async (some: Parameters<typeof model.embedPapers>[0]) => {
      await gate
      return model.embedPapers(some)
    } } // prettier-ignore
    const index = await openIndex(options(null, slow))
    await index.apply({ upsert: papers(1), remove: [], number: 1 })
    const words = await index.search('model network')
    expect(words.hits.length).toBeGreaterThan(0)
    expect((await index.search('zzzz', { mode: 'meaning' })).hits).toEqual([])

    open()
    await index.embedded()
    expect((await index.search('zzzz', { mode: 'meaning' })).hits.length).toBeGreaterThan(0)
    expect((await index.search('model network')).understood.usedMeaning).toBe(true)
    expect((await index.similar('p3', 5)).length).toBe(5)
    expect(asked.toSorted()).toEqual(papers(1).map(({ id }) => id).toSorted()) // prettier-ignore
    await index.close()
  })

  test('words answer while it does not', async () => {
    let isDown = false
    const { model } = outside('letters', { query: () => isDown })
    const index = await openIndex(options(null, model))
    await index.apply({ upsert: papers(1), remove: [], number: 1 })
    await index.embedded()
    isDown = true
    const { hits, understood } = await index.search('model network')
    expect(hits.length).toBeGreaterThan(0)
    expect(understood.usedMeaning).toBe(false)
    await index.close()
  })

  test('a failure is told once and tried again', async () => {
    let failures = 2
    const told: unknown[] = []
    const { model } = outside('letters', {
      papers: () => {
        if (failures-- > 0 && failures === 0) throw new Error('no answer')
      },
    })
    const index = await openIndex({ ...options(null, model), failed: (error) => told.push(error) })
    await index.apply({ upsert: papers(1), remove: [], number: 1 })
    await index.embedded()
    expect(told).toEqual([new Error('no answer')])
    expect((await index.status()).embedding).toBeNull()
    await index.close()
  })

  test('one takes over from another, whose vectors serve as long as it can be opened', async () => {
    const folder = newFolder()
    const first = outside('letters')
    const index = await openIndex(options(folder, first.model))
    await index.apply({ upsert: papers(1), remove: [], number: 1 })
    await index.embedded()
    const before = await answers(index)
    await index.close()
    expect(first.closed()).toBe(1)

    const again = outside('letters')
    const reopen = async (spec: string) => (spec === 'test:letters' ? again.model : null)
    const second = await openIndex({ ...options(folder, outside('other letters').model), reopen })
    expect((await second.status()).model).toBe('letters')
    expect(await answers(second)).toEqual(before)
    await second.embedded()
    expect((await second.status()).model).toBe('other letters')
    expect(again.closed()).toBe(1)
    await second.close()

    const third = await openIndex(options(folder, outside('third letters').model))
    expect((await third.status()).model).toBe('third letters')
    expect((await third.search('model network')).hits.length).toBeGreaterThan(0)
    await third.embedded()
    expect((await third.search('zzzz', { mode: 'meaning' })).hits.length).toBeGreaterThan(0)
    await third.close()
  })
})
