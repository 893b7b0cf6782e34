import { execFile } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { unpackFolder } from './image.ts'

const CREATE = fileURLToPath(new URL('create-pglite.ts', import.meta.url))

/**
 * Makes an empty database, from the image that comes with us where it is of the PGlite that runs, which takes a tenth
 * of the time. A new database appears whole or not at all: one that was being made when we were killed is begun again.
 */
export async function newPGlite(dataDir: string, image = imageOf(pgliteVersion())): Promise<void> {
  const unfinished = `${dataDir}.new`
  rmSync(unfinished, { recursive: true, force: true })
  if (existsSync(image)) unpackFolder(readFileSync(image), unfinished)
  else await createPGlite(unfinished)
  renameSync(unfinished, dataDir)
}

/** Takes some seconds. */
export async function createPGlite(dataDir: string): Promise<void> {
  await promisify(execFile)(process.execPath, [CREATE, dataDir])
}

/** `npm run new-database` makes it. */
export function imageOf(version: string): string {
  return fileURLToPath(new URL(`../../sample/pglite-${version}.zst`, import.meta.url))
}

export function pgliteVersion(): string {
  const entry = import.meta.resolve('@electric-sql/pglite')
  const text = readFileSync(new URL('../package.json', entry), 'utf8')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own file
  return (JSON.parse(text) as { version: string }).version
}
