import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import { readChanges } from '../../src/catalogue/read-changes.ts'
import { readingProgress } from '../../src/catalogue/progress-store.ts'
import { READER_VERSION } from '../../src/reading/version.ts'
import { brokenSums } from '../integrity.ts'
import { randomFrom } from '../random.ts'
import { saveDrafts } from '../test-site.ts'

const PAPERS = 1_000 // twenty batches of the reader
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-kill-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const random = randomFrom(417)

const refuse = (id: string, error: unknown) => {
  throw new Error(`${id} could not be read`, { cause: error })
}

async function withDatabase<T>(look: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(`pglite:${folder}`)
  try {
    return await look(db)
  } finally {
    await close()
  }
}

/** Reads, and is killed a moment after the first batch was stored. */
async function readUntilKilled(): Promise<void> {
  const child = spawn(process.execPath, ['test/kill/read-until-killed.ts', folder])
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const exit = once(child, 'exit')
  while (!said.includes('\n') && child.exitCode === null) await wait(5)
  expect(child.exitCode, complaints).toBeNull()
  await wait(random.below(150))
  child.kill('SIGKILL')
  await exit
}

/** Papers that are read by half: by neither reader whole, or before the reader had come to them. */
async function halfRead(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from papers left join readings on paper_id = id
    where case version
      when 0 then gist <> 'old' or exists (select 1 from paper_claims where paper_id = id and quote <> 'old')
      when ${READER_VERSION} then gist = 'old'
        or (select count(*) from paper_claims where paper_id = id and quote <> 'old') <> 2
        or (select count(*) from paper_systems where paper_id = id) <> 1
      else change <= (select case version when 0 then 0 else change end from reading_progress)
    end
  `.execute(db)
  return rows.map(({ id }) => id)
}

async function expectWholePapers(db: Database): Promise<void> {
  expect(await halfRead(db)).toEqual([])
  expect(await brokenSums(db)).toEqual([])
  expect((await readingProgress(db)).version).toBe(READER_VERSION)
}

/** The same as a person would do it. */
function readAll(): void {
  const env = { ...process.env, DATABASE_URL: `pglite:${folder}` }
  const done = spawnSync(process.execPath, ['src/program.ts', 'read', '--all'], { env })
  expect(done.status, done.stderr.toString()).toBe(0)
}

const versions = (db: Database) =>
  db
    .selectFrom('readings')
    .select((reading) => ['version', reading.fn.countAll<number>().as('papers')])
    .groupBy('version')
    .orderBy('version')
    .execute()

test(
  'a reader that is killed at any moment has read each paper whole or not at all, and goes on from there',
  { timeout: 120_000 },
  async () => {
    await withDatabase((db) =>
      saveDrafts(
        db,
        Array.from({ length: PAPERS }, (_, n) => ({
          ids: { other: `test:${n}` },
          title: `MapNet${n}x: Faster Maps`,
          abstract: `We propose MapNet${n}x, a model with ${n + 2}B parameters. It is 3x faster than RoadNet.`,
        })),
      ),
    )
    await readUntilKilled()
    await withDatabase(async (db) => {
      await expectWholePapers(db)
      await readChanges(db, refuse) // as the service does when it starts again
      expect(await versions(db)).toEqual([{ version: READER_VERSION, papers: PAPERS }])
      await db.updateTable('readings').set({ version: 0, gist: 'old' }).execute() // as an older reader had it
      await db.updateTable('paperClaims').set({ quote: 'old' }).execute()
      await db.updateTable('readingProgress').set({ version: 0 }).execute()
    })
    await readUntilKilled()
    await withDatabase(expectWholePapers)
    readAll()
    await withDatabase(async (db) => {
      await expectWholePapers(db)
      expect(await versions(db)).toEqual([{ version: READER_VERSION, papers: PAPERS }])
    })
  },
)
