import type { Database } from './database.ts'

/** Runs the work in a transaction of its own, or in the one that is going on: then whoever began that one ends it. */
export function inTransaction<Result>(
  db: Database,
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
