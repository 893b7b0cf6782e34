import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testDatabase, onBothEngines } from '../../test/test-database.ts'
import { chances } from './testing/generate.ts'
import { builtInModel } from './meaning/built-in.ts'
import { readModel, roundedVectors, writeModel } from './meaning/model-file.ts'
import { staticModel } from './meaning/model.ts'
import { MODEL_TRAINED, storeModel } from './models/trained-store.ts'
import { openSearch, useTrainedModel } from './open-search.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'search-'))
const settings = (SEARCH_FOLDER = newFolder()) => ({
  SEARCH_FOLDER,
  SEARCH_THREADS: 0,
  MEANING: 'static',
  MEANING_HUB: 'http://127.0.0.1:9',
})
const { paper } = chances(1)
const upsert = Array.from({ length: 100 }, (_, i) => paper(`p${i}`))

/** A model that somebody trained: its name and its file. */
function trained(first: string) {
  const path = join(newFolder(), 'model')
  const words = [first, 'network', 'robot']
  writeModel(
    path,
    roundedVectors(
      words,
      Float32Array.from({ length: 3 * 64 }, (_, i) => Math.sin(i + 1)),
    ),
    '',
  )
  return { name: staticModel(readModel(path)).name, papers: 100, file: readFileSync(path) }
}

onBothEngines('a model that was trained', (open) => {
  const opened = open()

  test('is taken up while the service runs, and again when it starts anew, even without its folder', async () => {
    const { db, listen } = await opened
    const where = settings()
    const search = await openSearch(db, where)
    await search.apply({ upsert, remove: [], number: 1 })
    expect((await search.status()).model).toBe(builtInModel().name)

    const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
    await listen(MODEL_TRAINED, () => hear())
    const model = trained('model')
    await storeModel(db, model)
    await heard
    await useTrainedModel(db, where, search)
    await search.embedded()
    expect((await search.status()).model).toBe(model.name)
    await search.close()

    rmSync(where.SEARCH_FOLDER, { recursive: true })
    const anew = await openSearch(db, where)
    expect((await anew.status()).model).toBe(model.name)
    await anew.close()

    const newer = trained('token')
    await storeModel(db, newer)
    const next = await openSearch(db, where)
    expect((await next.status()).model).toBe(newer.name)
    await next.close()
  })
})

test('a sentence model that is not there is told, not ignored', async () => {
  const db = await testDatabase()
  const folder = fileURLToPath(new URL('./nowhere', import.meta.url))
  await expect(openSearch(db, { ...settings(), MEANING: `onnx:${folder}` })).rejects.toThrow(
    /holds no onnx/,
  )
})

test('a server of meaning that is down keeps nobody from searching by words', async () => {
  const db = await testDatabase()
  const failures: unknown[] = []
  const down = {
    ...settings(),
    MEANING: 'http:http://127.0.0.1:9/v1/embeddings',
    MEANING_MODEL: 'small',
    MEANING_DIMENSIONS: 64,
  }
  const search = await openSearch(db, down, {
    failed: (error) => failures.push(error),
    renewed() {},
  })
  await search.apply({ upsert, remove: [], number: 1 })
  const { hits, understood } = await search.search('model network')
  expect(hits.length).toBeGreaterThan(0)
  expect(understood.usedMeaning).toBe(false)
  expect((await search.status()).modelProblem).toMatch(/cannot be reached/)
  await search.close()
})
