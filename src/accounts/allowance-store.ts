import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { CLOCKS_APART_MS } from '../lib/clocks.ts'
import { secretHash } from './secret.ts'

/** So many at once, and one more every so often: a bucket that leaks. */
export interface Limit {
  atOnce: number
  everyMs: number
}

/**
 * Whether somebody may do something once more, and if so notes that they did. `what` and `who` together are the key:
 * 'sign-in mail', 'ada@example.org'. Exact also when many ask at once: the row decides. One statement.
 */
export async function spend(
  db: Database,
  [what, who]: [what: string, who: string],
  limit: Limit,
  now: Date,
): Promise<boolean> {
  const { rows } = await spending([what, who], limit, now, sql`true`).execute(db)
  return rows.length > 0
}

/** The same as a part of another statement: has a row when they may. Notes nothing unless `onlyIf` holds. */
export function spending(
  [what, who]: [what: string, who: string],
  { atOnce, everyMs }: Limit,
  now: Date,
  onlyIf: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const key = secretHash(`${what}\n${who}`)
  const wasAhead = sql`spent.at > ${new Date(now.getTime() + CLOCKS_APART_MS)}::timestamptz`
  const passed = sql`extract(epoch from (excluded.at - spent.at))`
  // a clock that was set back must not block anybody until it is there again; of two that differ the later one counts
  const counted = sql`case when ${wasAhead} then -${passed} else greatest(0, ${passed}) end`
  const left = sql`greatest(0, spent.used - ${counted} * 1000 / ${everyMs}::float8)`
  return sql`
    insert into allowances as spent (key, used, at) select ${key}, 1, ${now}::timestamptz where ${onlyIf}
    on conflict (key) do update set used = ${left} + 1,
      at = case when ${wasAhead} then excluded.at else greatest(excluded.at, spent.at) end
    where ${left} + 1 <= ${atOnce}::float8
    returning key
  `
}

const DRAINED_AFTER_MS = 7 * 86_400_000 // longer than any of our limits takes to drain

/** Forgets whoever has done nothing for a week. */
export async function dropOldAllowances(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DRAINED_AFTER_MS)
  await db.deleteFrom('allowances').where('at', '<', before).execute()
}
