import { chmodSync, existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { CamelCasePlugin, Kysely, PGliteDialect } from 'kysely'
import { makeFolder } from '../lib/folder.ts'
import type { OpenDatabase, Opening, Schema } from './database.ts'
import { DirectoryFull, lockDirectory } from './directory-lock.ts'
import { newPGlite } from './new-pglite.ts'
import { pgliteEngine } from './pglite-engine.ts'
import { lineTo, type Line } from './pglite-line.ts'
import { pgliteModule } from './pglite-module.ts'
import { lineToThread } from './pglite-thread.ts'
import { unoptimised } from './unoptimised.ts'

/** As `pg` reads them, see postgres.ts: a bigint is a number, a date stays '2025-04-17'. */
const PARSERS = { [types.INT8]: Number, [types.DATE]: (text: string) => text }

/**
 * Shared buffers live in this process's memory for good. Beyond 16 MB they measured no gain: the operating system
 * keeps the files' pages anyway.
 */
const START = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

/** With which every database of ours is opened, whatever it is kept in. */
export const PGLITE_OPTIONS = { parsers: PARSERS, startParams: START }

/** PostgreSQL inside this process, with its files in `directory`. Throws DirectoryInUse, DirectoryFull, or what PGlite throws. */
export async function openPGlite(
  directory: string,
  { ownThread = false }: Opening = {},
): Promise<OpenDatabase> {
  makeFolder(directory)
  const unlock = lockDirectory(directory)
  try {
    const dataDir = join(directory, 'database')
    if (!existsSync(dataDir)) await newPGlite(dataDir)
    keepOthersOut(dataDir)
    const options = { ...PGLITE_OPTIONS, dataDir, pgliteWasmModule: await pgliteModule() }
    const line = await unoptimised(async () =>
      ownThread ? lineToThread(options) : lineTo(await PGlite.create(options)),
    )
    return openedPGlite(line, unlock)
  } catch (error) {
    unlock()
    throw whyUnopened(directory, error)
  }
}

const ROOM_BYTES_MIN = 32 * 1024 * 1024 // two segments of its log, of which PostgreSQL writes one to begin with

/**
 * PGlite does not say why it cannot begin: with so little room most likely for want of it, which is what an operator can do
 * something about. What it did say is kept, for the times when it was something else.
 */
export function whyUnopened(
  directory: string,
  cause: unknown,
  roomBytesMin = ROOM_BYTES_MIN,
): unknown {
  return roomIn(directory) < roomBytesMin ? new DirectoryFull(directory, { cause }) : cause
}

/** In bytes. Infinite where the system does not tell. */
function roomIn(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return Infinity
  }
}

/**
 * PGlite makes files that everybody may read and write, whatever the system's usual rights are. As for a PostgreSQL server,
 * nobody but the owner gets into the folder, and at most the owner's group may read.
 */
function keepOthersOut(dataDir: string): void {
  const { mode, uid } = statSync(dataDir)
  const isOurs = uid === process.getuid?.() // the rights of a folder that is somebody else's are theirs to give
  if (isOurs && (mode & OF_OTHERS) !== 0) chmodSync(dataDir, mode & ~OF_OTHERS)
}

const OF_OTHERS = 0o027

/** `unlock` is called after the database has closed. */
export function openedPGlite(line: Line, unlock: () => void): OpenDatabase {
  const engine = pgliteEngine(line)
  const db = new Kysely<Schema>({
    dialect: new PGliteDialect({ pglite: engine }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    engine: 'PGlite',
    execute: async (text, values) => ({ rows: await engine.execute(text, values) }),
    listen: (channel, heard) => engine.listen(channel, heard),
    async close() {
      await db.destroy()
      if (!engine.closed) await engine.close() // Kysely closes it only after a first query
      unlock()
    },
  }
}
