import { sql } from 'kysely'
import { READER_VERSION } from '../reading/version.ts'
import type { Database } from '../database/database.ts'

/** The channel on which every process hears that papers were read. */
export const PAPERS_READ = 'papers_read'

const READING = 4_021_002 // any number that no other lock of ours has

/** One reader at a time, until the transaction ends: the sums are written as differences. */
export async function lockReading(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${READING})`.execute(db)
}

export async function notifyRead(db: Database): Promise<void> {
  await sql`select pg_notify(${PAPERS_READ}, '')`.execute(db)
}

/** How far reading has come: up to this change of papers, by this version of the reader. */
export interface Progress {
  version: number
  change: number
}

export async function readingProgress(db: Database): Promise<Progress> {
  return db.selectFrom('readingProgress').selectAll().executeTakeFirstOrThrow()
}

/** How many change numbers, of which `last` is the last, have not been read. All of them after an upgrade of the reader. */
export async function unreadChanges(db: Database, last: number): Promise<number> {
  const { version, change } = await readingProgress(db)
  return version < READER_VERSION ? last : Math.max(0, last - change)
}

export async function setProgress(db: Database, progress: Progress): Promise<void> {
  await db.updateTable('readingProgress').set(progress).execute()
}

/** What was read of these papers before. Papers that were not are left out. */
export async function storedReadings(
  db: Database,
  ids: string[],
): Promise<Map<string, { version: number; digest: string }>> {
  const rows = await db
    .selectFrom('readings')
    .select(['paperId', 'version', 'digest'])
    .where('paperId', '=', sql<string>`any(${ids}::text[])`)
    .execute()
  return new Map(rows.map(({ paperId, ...row }) => [paperId, row]))
}
