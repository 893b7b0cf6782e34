import type { Database } from '../../database/database.ts'

/** What stands still, and why. `key` is 'all', 'relay' or 'issue:<id>'. */
export interface Stop {
  key: string
  reason: string
  since: Date
}

/** Nothing of this goes out from now on, not even what is on its way to its last dot. The first reason stays. */
export async function stop(db: Database, key: string, reason: string, now: Date): Promise<void> {
  await db
    .insertInto('mailStops')
    .values({ key, reason, since: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function goOn(db: Database, key: string): Promise<void> {
  await db.deleteFrom('mailStops').where('key', '=', key).execute()
}

export function listStops(db: Database): Promise<Stop[]> {
  return db
    .selectFrom('mailStops')
    .select(['key', 'reason', 'since'])
    .orderBy('since')
    .limit(100)
    .execute()
}
