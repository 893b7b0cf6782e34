import type { Database } from '../../database/database.ts'
import type { Kind } from '../kind.ts'
import type { DeliveryKey } from '../verp.ts'

const KEPT_A_DAY = 100 // mails that a person should read: each reader knows an address to which they can send any number
const DAY_MS = 86_400_000

/** Whether there is room for the text of another mail that no program could read. */
export async function mayKeep(db: Database, now: Date): Promise<boolean> {
  const { count } = await db
    .selectFrom('mailEvents')
    .select((the) => the.fn.countAll<number>().as('count'))
    .where('at', '>', new Date(now.getTime() - DAY_MS))
    .where('raw', 'is not', null)
    .executeTakeFirstOrThrow()
  return count < KEPT_A_DAY
}

/** Writes down that this news came. False: it is known already. */
export async function recordEvent(
  db: Database,
  event: { id: string; source: string; verdict: string; raw: string | null },
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('mailEvents')
    .values({ ...event, at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Whom this mail went to. Null when it was never planned, or its reader was erased. */
export async function subscriberOf(db: Database, { issueId, subscriberId }: DeliveryKey) {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriberId')
    .select('subscribers.addressKey')
    .where('deliveries.issueId', '=', issueId)
    .where('deliveries.subscriberId', '=', subscriberId)
    .executeTakeFirst()
  return row ?? null
}

/** The mail of this issue to this reader. Null when there is none. */
export async function findDelivery(
  db: Database,
  issue: { kind: Kind; date: string },
  subscriberId: number,
): Promise<DeliveryKey | null> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('issues', 'issues.id', 'issueId')
    .select(['issueId', 'subscriberId'])
    .where('kind', '=', issue.kind)
    .where('date', '=', issue.date)
    .where('subscriberId', '=', subscriberId)
    .executeTakeFirst()
  return row ?? null
}

/** The newest mail to a reader that the relay may have. Null when there is none. */
export async function findNewestDelivery(
  db: Database,
  subscriberId: number,
): Promise<DeliveryKey | null> {
  const row = await db
    .selectFrom('deliveries')
    .select(['issueId', 'subscriberId'])
    .where('subscriberId', '=', subscriberId)
    .where('state', 'in', ['committing', 'accepted', 'uncertain', 'held'])
    .orderBy('writtenAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Forgets news older than this. */
export async function dropEvents(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('mailEvents').where('at', '<', before).execute()
}
