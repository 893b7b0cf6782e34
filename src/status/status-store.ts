import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

export interface DatabaseFacts {
  serverVersion: string // '17.5', of PostgreSQL in both engines
  bytes: number // on disk, indexes included
}

export async function databaseFacts(db: Database): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as server_version, pg_database_size(current_database()) as bytes
  `.execute(db)
  return rows[0]!
}

/** What a source has brought so far. */
export interface SourceImport {
  source: string
  lastAt: Date
  records: number // that came in, also those that changed nothing
}

/** The sources that ever brought anything, the latest first. There are a dozen at most. */
export async function sourceImports(db: Database): Promise<SourceImport[]> {
  return db
    .selectFrom('sourceImports')
    .select(['source', 'lastAt', 'records'])
    .orderBy('lastAt', 'desc')
    .orderBy('source')
    .execute()
}
