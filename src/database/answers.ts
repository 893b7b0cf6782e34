import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Whether the database answers within so many milliseconds. Never throws. */
export async function answers(db: Database, withinMs: number): Promise<boolean> {
  const patience = new AbortController()
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  const gaveUp = wait(withinMs, false, { signal: patience.signal }).catch(() => false)
  const answered = await Promise.race([asked, gaveUp])
  patience.abort()
  return answered
}
