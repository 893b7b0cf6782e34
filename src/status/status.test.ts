import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { lastChange } from '../papers/change-store.ts'
import { catchUp } from '../search/feed.ts'
import { openIndex } from '../search/index/open.ts'
import { importFile } from '../sources/import.ts'
import { statusReader, type Running } from './status.ts'

const folder = temporaryFolder()
const start = new Date('2025-04-17T06:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)

onBothEngines('the status', (open) => {
  const opened = open()

  test('tells what is stored, what can be found and what is still to come', async () => {
    const { db, engine } = await opened
    const search = await openIndex({ folder: null, modelPath: null, threads: 0 })
    let now = start
    let behind: Date | null = null
    const running: Running = {
      version: '1.2.3',
      startedAt: start,
      engine,
      behindSince: () => behind,
    }
    const status = statusReader(db, search, running, () => now)
    expect(await status()).toMatchObject({
      papers: 0,
      index: { papers: 0, lag: { changes: 0 } },
      sources: [],
    })

    const lines = [1, 2, 3].map((n) =>
      JSON.stringify({ id: `arxiv:2504.0000${n}`, title: `Owls number ${n}` }),
    )
    await importFile(db, fileIn(folder, `owls-${engine}`, lines.join('\n')))
    behind = after(20)
    now = after(60)
    const lagging = await status()
    expect(lagging).toMatchObject({
      version: '1.2.3',
      uptimeSeconds: 60,
      papers: 3,
      database: { engine, serverVersion: expect.stringMatching(/^\d+\.\d+/) },
      index: {
        papers: 0,
        lag: { changes: await lastChange(db), seconds: 40 },
        diskBytes: 0,
        builtAnew: false,
      },
      meaning: { model: null, next: null, problem: null },
      sources: [{ source: 'corpus', records: 3, lastAt: expect.any(Date) }],
    })
    expect(lagging.database.bytes).toBeGreaterThan(1_000_000)

    await catchUp(db, search)
    behind = null
    now = after(70)
    expect(await status()).toMatchObject({ index: { papers: 3, lag: { changes: 0, seconds: 0 } } })
  })

  test('counts the records of every import, also of those that change nothing', async () => {
    const { db, engine } = await opened
    const path = fileIn(
      folder,
      `again-${engine}`,
      JSON.stringify({ id: 'arxiv:2504.00001', title: 'Owls number 1' }),
    )
    await importFile(db, path)
    const { rows } = await sql<{ records: number }>`select records from source_imports`.execute(db)
    expect(rows).toEqual([{ records: 4 }])
  })
})

describe('reading the status', () => {
  test('asks once however many want to know, and again after a failure', async () => {
    let asked = 0
    let isBroken = true
    const search = {
      status: () => {
        asked++
        return isBroken ? Promise.reject(new Error('no index')) : new Promise<never>(() => {})
      },
    } as unknown as Parameters<typeof statusReader>[1]
    const running: Running = {
      version: '',
      startedAt: start,
      engine: 'PGlite',
      behindSince: () => null,
    }
    const status = statusReader(
      {} as Parameters<typeof statusReader>[0],
      search,
      running,
      () => start,
    )

    await Promise.all([1, 2, 3].map(() => expect(status()).rejects.toThrow('no index')))
    expect(asked).toBe(1)
    isBroken = false
    void status()
    void status()
    expect(asked).toBe(2)
  })
})
