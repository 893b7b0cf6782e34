import type { Database } from '../database/database.ts'

export type SuppressionReason = 'bounce' | 'complaint' | 'operator'

export async function isSuppressed(db: Database, addressHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('suppressions')
    .select('addressHash')
    .where('addressHash', '=', addressHash)
    .executeTakeFirst()
  return row !== undefined
}

/** This address gets nothing any more. Its reader, if there is one, is told apart by the state 'suppressed'. */
export async function suppress(
  db: Database,
  {
    addressHash,
    subscriberId,
    reason,
    evidence,
  }: {
    addressHash: string
    subscriberId: number | null
    reason: SuppressionReason
    evidence: string | null
  },
  now: Date,
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({ addressHash, reason, since: now, evidence })
    .onConflict((conflict) => conflict.column('addressHash').doNothing())
    .execute()
  if (subscriberId === null) return
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', confirmHash: null })
    .where('id', '=', subscriberId)
    .execute()
  await db
    .updateTable('subscriptions')
    .set({ nextDate: null, nextDueAt: null })
    .where('subscriberId', '=', subscriberId)
    .execute()
}
