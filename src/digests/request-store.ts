import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Who asks, as far as limits need to know. */
export interface Request {
  addressHash: string
  networkHash: string
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** How often mail may be asked for. A stranger can make us write to an address no oftener than this. */
const LIMITS: { by: 'address' | 'network' | 'everybody'; times: number; withinMs: number }[] = [
  { by: 'address', times: 1, withinMs: 10 * MINUTE_MS },
  { by: 'address', times: 3, withinMs: DAY_MS },
  { by: 'address', times: 5, withinMs: 30 * DAY_MS },
  { by: 'network', times: 5, withinMs: 60 * MINUTE_MS },
  { by: 'network', times: 20, withinMs: DAY_MS },
  { by: 'everybody', times: 1_000, withinMs: 60 * MINUTE_MS }, // a flood from everywhere: our good name with providers is worth more
]

export type Limit = (typeof LIMITS)[number]['by']

/** Counts this request, unless a limit is reached: then says whose. Null: mail may follow. Of two at once for one address, one may. */
export async function limitReached(
  db: Database,
  { addressHash, networkHash }: Request,
  now: Date,
): Promise<Limit | null> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${addressHash}, 6))`.execute(
      transaction,
    )
    for (const { by, times, withinMs } of LIMITS) {
      const since = new Date(now.getTime() - withinMs)
      const all = transaction
        .selectFrom('subscribeRequests')
        .select((the) => the.fn.countAll<number>().as('count'))
        .where('at', '>', since)
      const query =
        by === 'everybody'
          ? all
          : by === 'address'
            ? all.where('addressHash', '=', addressHash)
            : all.where('networkHash', '=', networkHash)
      if ((await query.executeTakeFirstOrThrow()).count >= times) return by
    }
    await transaction
      .insertInto('subscribeRequests')
      .values({ at: now, addressHash, networkHash })
      .execute()
    return null
  })
}

export async function dropRequests(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('subscribeRequests').where('at', '<', before).execute()
}
