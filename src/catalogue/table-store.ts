import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'

/** How far a table goes: counting on would read every row, and nobody turns to page 200. */
export const ROWS_MAX = 10_000

/** How many rows a query without a limit has, at most 10,000. */
export async function countRows(db: Database, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from (${query} limit ${ROWS_MAX}) as counted
  `.execute(db)
  return rows[0]!.found
}

/** A stretch of a table, counted from 0. */
export interface Stretch {
  limit: number
  offset: number
}

/** 'limit … offset …': nothing beyond the first 10,000 rows. */
export function within({ limit, offset }: Stretch): RawBuilder<unknown> {
  return sql`limit ${Math.max(0, Math.min(limit, ROWS_MAX - offset))} offset ${offset}`
}
