import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { brokenSums } from '../../test/integrity.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { papersOf } from '../../test/test-records.ts'
import type { Database } from '../database/database.ts'
import { changesAfter } from '../papers/change-store.ts'
import type { Draft } from '../papers/paper.ts'
import { savePapers } from '../papers/save.ts'
import { READER_VERSION } from '../reading/version.ts'
import { correctFindings, takeBackCorrection } from '../community/correct-finding.ts'
import { readingProgress } from './progress-store.ts'
import { findCommonNames } from './sums-store.ts'
import { countSystems } from './system-store.ts'
import { findAllCommonNames, readChanges } from './read-changes.ts'

const refuse = (id: string, error: unknown) => {
  throw new Error(`${id} could not be read`, { cause: error })
}

const readAll = (db: Database) => readChanges(db, refuse)

const mapnet: Partial<Draft> & { title: string } = {
  ids: { arxiv: '2504.00001' },
  title: 'MapNet: Faster Maps',
  abstract:
    'We propose MapNet, a vision model with 7B parameters. It is 3.7x faster. Code is at https://github.com/lab/mapnet.',
  published: { at: new Date('2025-04-01'), precision: 'day' },
}
const roads: Partial<Draft> & { title: string } = {
  ids: { arxiv: '2504.00002' },
  title: 'Roads with reinforcement learning',
  abstract: 'We train policies by reinforcement learning. They beat MapNet by 12% on roads.',
}

onBothEngines('reading what changed', (open) => {
  async function collection(...drafts: (Partial<Draft> & { title: string })[]) {
    const { db } = await open()
    const save = async (...more: (Partial<Draft> & { title: string })[]) =>
      savePapers(db, papersOf(more), (_, raw) => JSON.parse(raw, reviveDate))
    await save(...drafts)
    await readAll(db)
    return { db, save }
  }

  test('findings are stored with the places they rest on', async () => {
    const { db } = await collection(mapnet)
    const claims = await db.selectFrom('paperClaims').selectAll().orderBy('position').execute()
    expect(claims.map(({ value, unit }) => [value, unit])).toEqual([
      [7e9, 'parameters'],
      [3.7, 'x'],
    ])
    for (const { quote, spanStart, spanEnd, sentenceStart, sentenceEnd } of claims) {
      expect(mapnet.abstract!.slice(spanStart, spanEnd)).toBe(quote)
      expect(mapnet.abstract!.slice(sentenceStart, sentenceEnd)).toMatch(/^(We|It) .*\.$/)
    }
    const reading = await db.selectFrom('readings').selectAll().executeTakeFirstOrThrow()
    expect(reading).toMatchObject({ kind: 'model', version: READER_VERSION })
    expect(reading.gist).toContain('MapNet')
    expect(reading.artifacts).toMatchObject([
      { url: 'https://github.com/lab/mapnet', kind: 'code' },
    ])
  })

  test('a system knows who introduces it and how many others mention it, whichever came first', async () => {
    for (const order of [
      [mapnet, roads],
      [roads, mapnet],
    ]) {
      // prettier-ignore
      const { db, save } = await collection(order[0]!)
      await save(order[1]!)
      await readAll(db)
      expect(await db.selectFrom('systems').selectAll().execute()).toMatchObject([
        { key: 'mapnet', name: 'MapNet', type: 'model', firstPaper: '2504.00001', introduced: 1, mentioned: 1 }, // prettier-ignore
      ])
      expect(await brokenSums(db)).toEqual([])
    }
  })

  test('a name that others used long before belongs to nobody, and is no system of the catalogue', async () => {
    const earlier = [3, 4, 5].map((n) => ({
      ids: { arxiv: `2301.0000${n}` },
      title: `Paper number ${n}`,
      abstract: 'We compare with MapNet on roads.',
      published: { at: new Date('2023-01-01'), precision: 'day' as const },
    }))
    const { db } = await collection(mapnet, ...earlier.slice(1))
    const filter = { q: null, type: null, topic: null, year: null }
    expect(await countSystems(db, filter)).toBe(1)
    const all = await collection(mapnet, ...earlier)
    await findAllCommonNames(all.db) // as after an import of many
    expect(await countSystems(all.db, filter)).toBe(0)
    const late = await collection(...earlier)
    await late.save(mapnet)
    await readAll(late.db)
    expect(await countSystems(late.db, filter)).toBe(0)
  })

  test('the uses of a name are found by the index, a few names at a time', async () => {
    const { db } = await collection(mapnet, roads)
    await sql`update systems set mentioned = 3`.execute(db)
    await db.transaction().execute(async (transaction) => {
      await sql`set local enable_seqscan = off`.execute(transaction)
      expect(await findCommonNames(transaction, '', 1)).toBe('mapnet')
      expect(await findCommonNames(transaction, 'mapnet', 1)).toBeNull()
      const { rows } = await sql<{ scans: number }>`
        select seq_scan as scans from pg_stat_xact_user_tables where relname = 'readings'
      `.execute(transaction)
      expect(rows).toEqual([{ scans: 0 }])
    })
  })

  test('a new text takes the place of the old one, and nothing of the old one stays', async () => {
    const { db, save } = await collection(mapnet, roads)
    await save({ ...mapnet, title: 'A study of maps', abstract: 'We study how maps are made.' })
    await readAll(db)
    expect(await db.selectFrom('paperSystems').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('systems').selectAll().execute()).toEqual([])
    const { rows } = await sql`select 1 from paper_claims where paper_id = '2504.00001'`.execute(db)
    expect(rows).toEqual([])
    expect(await brokenSums(db)).toEqual([])
  })

  test('a paper whose text did not change is not read again', async () => {
    const { db, save } = await collection(mapnet)
    await db.updateTable('readings').set({ gist: 'as it was' }).execute()
    await save({ ...mapnet, posting: { day: '2025-04-02', position: 1, votes: 5, comments: 0 } })
    await readAll(db)
    const { gist } = await db.selectFrom('readings').select('gist').executeTakeFirstOrThrow()
    expect(gist).toBe('as it was')
  })

  test('after an upgrade of the reader everything is read again, and whoever follows changes is told', async () => {
    const { db } = await collection(mapnet)
    const { change } = await readingProgress(db)
    await db.updateTable('readings').set({ version: 0, gist: 'as an old reader had it' }).execute()
    await db.updateTable('readingProgress').set({ version: 0 }).execute()
    await readAll(db)
    const { gist } = await db.selectFrom('readings').select('gist').executeTakeFirstOrThrow()
    expect(gist).toContain('MapNet')
    expect(await changesAfter(db, change, 10)).toHaveLength(1)
    expect(await brokenSums(db)).toEqual([])
  })

  test('an older reader leaves the work of a newer one alone', async () => {
    const { db, save } = await collection()
    await db
      .updateTable('readingProgress')
      .set({ version: READER_VERSION + 1 })
      .execute()
    await save(mapnet)
    expect(await readAll(db)).toBe(0)
  })

  test('two readers at once read everything once', async () => {
    const { db, save } = await collection()
    await save(mapnet, roads)
    await Promise.all([readAll(db), readAll(db), readAll(db)])
    expect(await brokenSums(db)).toEqual([])
    expect(await db.selectFrom('readings').selectAll().execute()).toHaveLength(2)
  })

  test('a correction is laid over every reading, until it is taken back', async () => {
    const { db, save } = await collection(mapnet)
    const by = { person: null, at: new Date('2025-04-17') }
    const wrong = { kind: 'claim', quote: '7B parameters', action: 'remove', value: null } as const
    await correctFindings(db, '2504.00001', [wrong], by)
    const quotes = async () =>
      (await db.selectFrom('paperClaims').select('quote').execute()).map(({ quote }) => quote)
    expect(await quotes()).toEqual(['3.7x'])

    await save({ ...mapnet, abstract: `${mapnet.abstract} Maps are nice.` })
    await readAll(db)
    expect(await quotes()).toEqual(['3.7x'])

    await takeBackCorrection(db, '2504.00001', wrong, by.at)
    expect(await quotes()).toEqual(['7B parameters', '3.7x'])
  })

  test('what was read of a paper that merged goes, and what people said of it moves along', async () => {
    const doi = { ...mapnet, ids: { doi: '10.1/mapnet' } }
    const { db, save } = await collection(doi)
    const by = { person: null, at: new Date('2025-04-17') }
    const wrong = { kind: 'claim', quote: '7B parameters', action: 'remove', value: null } as const
    await correctFindings(db, 'doi:10.1/mapnet', [wrong], by)
    await save({ ...mapnet, ids: { arxiv: '2504.00001', doi: '10.1/mapnet' } })
    await readAll(db)
    const claims = await db.selectFrom('paperClaims').select(['paperId', 'quote']).execute()
    expect(claims).toEqual([{ paperId: '2504.00001', quote: '3.7x' }])
    expect(await brokenSums(db)).toEqual([])
  })
})

function reviveDate(key: string, value: unknown): unknown {
  return key === 'at' && typeof value === 'string' ? new Date(value) : value
}
