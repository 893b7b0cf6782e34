import type { OpenDatabase, Opening } from './database.ts'
import { migrate } from './migrate.ts'

/**
 * Opens the database and brings its tables up to date.
 *
 * `url` is 'pglite:<folder>' for the embedded database or 'postgres://…' for a server.
 * Throws DatabaseUrlError, DirectoryInUse, MigrationError, or what the driver says when a server cannot be reached.
 */
export async function openDatabase(url: string, opening?: Opening): Promise<OpenDatabase> {
  const opened = await openEngine(url, opening)
  try {
    await migrate(opened.db)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** Either engine is loaded only when it is meant. */
async function openEngine(url: string, opening?: Opening): Promise<OpenDatabase> {
  if (url.startsWith('pglite:')) {
    const { openPGlite } = await import('./pglite.ts')
    return openPGlite(url.slice('pglite:'.length), opening)
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres(url)
  }
  throw new DatabaseUrlError(url)
}

/** The setting cannot be understood: the start is refused. */
export class DatabaseUrlError extends Error {
  override name = 'DatabaseUrlError'

  constructor(url: string) {
    super(`DATABASE_URL must be pglite:<folder> or postgres://…, not ${JSON.stringify(url)}`)
  }
}
