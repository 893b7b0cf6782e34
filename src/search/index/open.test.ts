import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { SearchDocument } from '../document.ts'
import { roundedVectors, writeModel } from '../meaning/model-file.ts'
import { seededRandom } from '../meaning/random.ts'
import { parseQuery } from '../query/parse.ts'
import { asBm25, SCORING } from '../scoring/bm25f.ts'
import { TYPICAL_LENGTHS } from '../segment/averages.ts'
import { chances } from '../testing/generate.ts'
import { judge } from '../testing/judge.ts'
import { readManifest, writeManifest } from './manifest.ts'
import { openIndex, type LocalSearch } from './open.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'index-'))

async function expectAsJudged(
  index: LocalSearch,
  papers: Map<string, SearchDocument>,
  queries: string[],
) {
  const judged = judge([...papers.values()], TYPICAL_LENGTHS, SCORING)
  for (const typed of queries) {
    const result = await index.search(typed, { mode: 'words', limit: 10 })
    if (result.understood.corrected.length > 0) continue // the judge does not spell
    const { ranked, total } = judged(parseQuery(typed))
    expect({
      typed,
      total: result.total,
      hits: result.hits.map(({ id, score }) => ({ id, score })),
    }).toEqual({
      typed,
      total,
      hits: ranked.slice(0, 10).map(({ id, score }) => ({ id, score: asBm25(score) })),
    })
  }
}

test.each([1, 2])(
  'adding, changing, deleting, merging and reopening change no answer (seed %i)',
  async (seed) => {
    const { paper, query, below, random, pick } = chances(seed)
    const folder = newFolder()
    const options = { folder, modelPath: null, threads: 0, timeLimit: Infinity }
    let index = await openIndex(options)
    const papers = new Map<string, SearchDocument>()

    for (let round = 1; round <= 40; round++) {
      const upsert = Array.from({ length: below(12) }, () => paper(`p${below(300)}`))
      const remove =
        papers.size > 0 ? Array.from({ length: below(4) }, () => pick([...papers.keys()])) : []
      await index.apply({ upsert, remove, number: round })
      for (const id of remove) papers.delete(id)
      for (const document of upsert) papers.set(document.id, document)

      if (random() < 0.2) {
        await index.close()
        index = await openIndex(options)
        expect(await index.status()).toMatchObject({ savedChange: round, damage: [] })
      }
      if (random() < 0.05) await index.compact()
      expect((await index.status()).papers).toBe(papers.size)
      await expectAsJudged(index, papers, Array.from({ length: 15 }, query))
    }
    expect((await index.status()).segments).toBeLessThan(16)
    await index.close()
  },
)

test('an index that is closed before its threads have begun tells of no mishap', async () => {
  const mishaps: unknown[] = []
  const failed = (error: unknown) => mishaps.push(error)
  const index = await openIndex({ folder: null, modelPath: null, threads: 1, failed })
  await index.close()
  await turnOfTheLoop()
  expect(mishaps).toEqual([])
})

test('threads answer as one thread does, while papers come and go', async () => {
  const { paper, query } = chances(3)
  const folder = newFolder()
  const modelPath = join(folder, 'model.bin')
  const random = seededRandom(1)
  const words = ['model', 'network', 'train', 'token', 'imag', 'robot']
  const vectors = Float32Array.from({ length: words.length * 256 }, () => random() - 0.5)
  writeModel(modelPath, roundedVectors(words, vectors), 'made by a test')

  const alone = await openIndex({ folder: null, modelPath, threads: 0, timeLimit: Infinity })
  const crew = await openIndex({
    folder: join(folder, 'crew'),
    modelPath,
    threads: 2,
    timeLimit: Infinity,
  })
  for (let round = 1; round <= 12; round++) {
    const upsert = Array.from({ length: 20 }, (_, i) => paper(`p${(round * 13 + i) % 150}`))
    const changes = { upsert, remove: [`p${round}`], number: round }
    await Promise.all([alone.apply(changes), crew.apply(changes)])
    const queries = Array.from({ length: 10 }, query)
    const [one, other] = await Promise.all(
      [alone, crew].map((index) =>
        Promise.all(queries.map((typed) => index.search(typed, { explain: true }))),
      ),
    )
    expect(other!.map(({ hits, total }) => ({ hits, total }))).toEqual(
      one!.map(({ hits, total }) => ({ hits, total })),
    )
    expect(await crew.similar('p20', 5)).toEqual(await alone.similar('p20', 5))
  }
  await crew.close()
  const reopened = await openIndex({
    folder: join(folder, 'crew'),
    modelPath,
    threads: 1,
    timeLimit: Infinity,
  })
  expect((await reopened.status()).papers).toBe((await alone.status()).papers)
  expect((await reopened.search('model network')).hits).toEqual(
    (await alone.search('model network')).hits,
  )
  await reopened.close()
})

test.each(['segment', 'deletions', 'json'])(
  'a torn %s file is reported, and the index begins anew',
  async (kind) => {
    const { paper } = chances(4)
    const folder = newFolder()
    const options = { folder, modelPath: null, threads: 0, timeLimit: Infinity }
    const index = await openIndex(options)
    const upsert = Array.from({ length: 30 }, (_, i) => paper(`p${i}`))
    await index.apply({ upsert, remove: [], number: 1 })
    await index.apply({ upsert: [], remove: ['p1'], number: 2 })
    await index.close()

    const file = join(
      folder,
      readdirSync(folder).find((name) => name.endsWith(`.${kind}`))!,
    )
    const bytes = readFileSync(file)
    bytes[Math.floor(bytes.length * 0.9)]! ^= 0x55
    writeFileSync(file, kind === 'segment' ? bytes.subarray(0, bytes.length * 0.95) : bytes)

    const reopened = await openIndex(options)
    const { papers, savedChange, damage } = await reopened.status()
    expect({ papers, savedChange, damaged: damage.length }).toEqual({
      papers: 0,
      savedChange: 0,
      damaged: 1,
    })
    await reopened.apply({ upsert, remove: [], number: 1 })
    await reopened.close()
    const whole = await openIndex(options)
    expect(await whole.status()).toMatchObject({ papers: 30, savedChange: 1, damage: [] })
  },
)

test('an index made by other rules is left out, and built anew', async () => {
  const { paper } = chances(5)
  const folder = newFolder()
  const options = { folder, modelPath: null, threads: 0, timeLimit: Infinity }
  const upsert = [paper('p1'), paper('p2')]
  const index = await openIndex(options)
  await index.apply({ upsert, remove: [], number: 7 })
  await index.close()

  const manifest = readManifest(folder)!
  const [version, ...others] = JSON.parse(manifest.made) as [number, ...unknown[]]
  writeManifest(folder, { ...manifest, made: JSON.stringify([version - 1, ...others]) })

  const reopened = await openIndex(options)
  const { papers, savedChange, damage } = await reopened.status()
  expect({ papers, savedChange, told: damage.length }).toEqual({
    papers: 0,
    savedChange: 0,
    told: 1,
  })
  await reopened.apply({ upsert, remove: [], number: 7 })
  await reopened.close()
  const whole = await openIndex(options)
  expect(await whole.status()).toMatchObject({ papers: 2, savedChange: 7, damage: [] })
})
