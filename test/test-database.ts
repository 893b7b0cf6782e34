import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { describe, inject } from 'vitest'
import type { Database, OpenDatabase } from '../src/database/database.ts'
import { lineTo } from '../src/database/pglite-line.ts'
import { lineToThread } from '../src/database/pglite-thread.ts'
import { openedPGlite, PGLITE_OPTIONS } from '../src/database/pglite.ts'
import { openPostgres } from '../src/database/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    pgliteImage: string // a file: the embedded database with all tables and no row
    postgresUrl: string | null // of a server with a template database; null where none can run
  }
}

/** A new database with all tables and no row, in memory, closed when the test file ends. */
export async function testDatabase(): Promise<Database> {
  return (await openTestDatabase()).db
}

/** The same with its notifications. */
export function openTestDatabase(): Promise<OpenDatabase> {
  return openTestPGlite()
}

/** Runs the tests once per engine. Without a PostgreSQL server its half is skipped, by name. */
export function onBothEngines(
  name: string,
  tests: (open: () => Promise<OpenDatabase>) => void,
): void {
  describe(`${name} on PGlite`, () => tests(openTestPGlite))
  describe.skipIf(!inject('postgresUrl'))(`${name} on PostgreSQL`, () => tests(openTestPostgres))
}

/** The same, and once with the embedded database in a thread of its own: for what depends on how one is asked. */
export function onEveryEngine(
  name: string,
  tests: (open: () => Promise<OpenDatabase>) => void,
): void {
  onBothEngines(name, tests)
  describe(`${name} on PGlite in a thread`, () => tests(openTestThread))
}

async function openTestThread(): Promise<OpenDatabase> {
  const line = await lineToThread({ ...PGLITE_OPTIONS, loadDataDir: testImage() })
  return closedInTheEnd(openedPGlite(line, () => {}))
}

/** What a new database begins with: all tables and no row. */
export function testImage(): Blob {
  return new Blob([readFileSync(inject('pgliteImage'))])
}

async function openTestPGlite(): Promise<OpenDatabase> {
  const pglite = await PGlite.create({ ...PGLITE_OPTIONS, loadDataDir: testImage() })
  return closedInTheEnd(openedPGlite(lineTo(pglite), () => giveMemoryBack(pglite)))
}

/** What a test file made may be held until all have run in its process, and 60 MB with every database. */
function giveMemoryBack(closed: PGlite): void {
  Object.assign(closed, { mod: undefined, fs: undefined })
}

async function openTestPostgres(): Promise<OpenDatabase> {
  return closedInTheEnd(openPostgres(await newPostgresDatabase()))
}

const stillOpen = new Set<OpenDatabase>()

function closedInTheEnd(database: OpenDatabase): OpenDatabase {
  const kept: OpenDatabase = {
    ...database,
    async close() {
      if (stillOpen.delete(kept)) await database.close()
    },
  }
  stillOpen.add(kept)
  return kept
}

/** Closes what the tests of a file did not close themselves. */
export async function closeTestDatabases(): Promise<void> {
  for (const database of stillOpen) await database.close()
}

/** The address of a new database on the test server. */
export async function newPostgresDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl')!)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create database ${name} template broadsheet_template`)
  await client.end()
  url.pathname = name
  return url.href
}
