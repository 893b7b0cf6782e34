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
  const names = await migrationNames()
  if (await hasSeen(db, names)) return
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => readMigrations(names) },
    allowUnorderedMigrations: true, // each stands alone: a lower number may be released after a higher one
  })
  const { error, results } = await migrator.migrateToLatest()
  if (!error) return

  const failed = results?.find((result) => result.status === 'Error')?.migrationName
  throw failed ? new MigrationError(failed, { cause: error }) : error
}

/** Without their ending, in no order. */
async function migrationNames(): Promise<string[]> {
  const files = await readdir(FOLDER)
  return files.filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -'.sql'.length))
}

/** Whether these and no others were applied. The migrator looks at every table first, which took half a second of a start. */
async function hasSeen(db: Database, names: string[]): Promise<boolean> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found
  `.execute(db)
  if (!tables[0]!.found) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return new Set(names).symmetricDifference(new Set(rows.map(({ name }) => name))).size === 0
}

async function readMigrations(names: string[]): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const name of names) {
    const text = await readFile(new URL(`${name}.sql`, FOLDER), 'utf8')
    migrations[name] = {
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
