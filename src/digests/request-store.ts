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
const LIMITS: { by: 'address' | 'network'; times: number; withinMs: number }[] = [
  { by: 'address', times: 1, withinMs: 10 * MINUTE_MS },
  { by: 'address', times: 3, withinMs: DAY_MS },
  { by: 'address', times: 5, withinMs: 30 * DAY_MS },
  { by: 'network', times: 5, withinMs: 60 * MINUTE_MS },
  { by: 'network', times: 20, withinMs: DAY_MS },
]

/** Counts this request and says whether mail may follow. Of two at once for one address, one may. */
export async function mayAsk(
  db: Database,
  { addressHash, networkHash }: Request,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${addressHash}, 6))`.execute(
      transaction,
    )
    for (const { by, times, withinMs } of LIMITS) {
      const since = new Date(now.getTime() - withinMs)
      const { count } = await transaction
        .selectFrom('subscribeRequests')
        .select((the) => the.fn.countAll<number>().as('count'))
        .where(
          by === 'address' ? 'addressHash' : 'networkHash',
          '=',
          by === 'address' ? addressHash : networkHash,
        )
        .where('at', '>', since)
        .executeTakeFirstOrThrow()
      if (count >= times) return false
    }
    await transaction
      .insertInto('subscribeRequests')
      .values({ at: now, addressHash, networkHash })
      .execute()
    return true
  })
}

export async function dropRequests(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('subscribeRequests').where('at', '<', before).execute()
}
