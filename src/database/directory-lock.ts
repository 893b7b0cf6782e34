import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Makes this process the only user of a data folder, until the returned function is called or the process ends in
 * any way. Throws DirectoryInUse when another process has it, and DirectoryFull when the lock finds no room on the disk.
 *
 * Node has no file locks of its own; SQLite's are those of the operating system, which lets go of them even
 * after `kill -9`, so no stale lock can keep a service from starting.
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'lock'))
  const owner = join(directory, 'lock-owner')
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    if (codeOf(error) === SQLITE_FULL) throw new DirectoryFull(directory, { cause: error })
    if (codeOf(error) !== SQLITE_BUSY) throw error
    throw new DirectoryInUse(directory, existsSync(owner) ? readFileSync(owner, 'utf8') : 'unknown')
  }

  writeFileSync(owner, String(process.pid))
  return () => {
    rmSync(owner, { force: true })
    lock.close()
  }
}

const SQLITE_BUSY = 5
const SQLITE_FULL = 13

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'errcode' in error ? error.errcode : null
}

/** Another process works with this data folder, and two would destroy it. The operator has to stop one of them. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse'
  readonly directory: string
  readonly owner: string

  constructor(directory: string, owner: string) {
    super(
      `The data folder ${directory} is in use by process ${owner}, probably the running service. ` +
        `Stop it first, or use PostgreSQL (DATABASE_URL=postgres://…), which several processes can share.`,
    )
    this.directory = directory
    this.owner = owner
  }
}

/** The disk has no room for the lock, or so little that the database could not be opened. The operator has to make some. */
export class DirectoryFull extends Error {
  override name = 'DirectoryFull'

  constructor(directory: string, options: { cause: unknown }) {
    super(
      `The disk of the data folder ${directory} is full. What was stored before is kept: make room and start again.`,
      options,
    )
  }
}
