import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Database } from './database.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)

/**
 * Applies the migrations that this database has not seen yet, in order, all or none. Throws MigrationError, or what
 * the driver says when there is no database to be reached.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    allowUnorderedMigrations: true, // each stands alone: a lower number may be released after a higher one
  })
  const { error, results } = await migrator.migrateToLatest()
  if (!error) return

  const failed = results?.find((result) => result.status === 'Error')?.migrationName
  throw failed ? new MigrationError(failed, { cause: error }) : error
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql'))
  const migrations: Record<string, Migration> = {}
  for (const name of names) {
    const text = await readFile(new URL(name, FOLDER), 'utf8')
    migrations[name.replace('.sql', '')] = {
      async up(db) {
        for (const statement of statementsOf(text)) await sql.raw(statement).execute(db)
      },
    }
  }
  return migrations
}

/**
 * One statement at a time, because PGlite takes no more. A statement ends with a semicolon at the end of a line that is
 * not within `$$`, where the body of a function stands.
 */
function statementsOf(text: string): string[] {
  const statements = text.match(/(?:\$\$.*?\$\$|;(?![ \t]*(?:\r?\n|$))|[^;])+/gs) ?? []
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '')
}

/** A migration failed and was rolled back: the database is as it was, and the service does not start. */
export class MigrationError extends Error {
  override name = 'MigrationError'

  constructor(migration: string, options: ErrorOptions) {
    super(`The database could not be brought up to date: ${migration} failed`, options)
  }
}
