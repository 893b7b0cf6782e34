import type { Database } from '../database/database.ts'
import type { MailKey, MailKeys } from './keys.ts'

/** The keys of this installation. `fresh` becomes the first one where there is none, also when two processes start at once. */
export async function mailKeys(db: Database, fresh: MailKey, now: Date): Promise<MailKeys> {
  const found = await readKeys(db)
  if (found.length > 0) return keysOf(found)
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('mailKeys').where('id', '=', fresh.id).execute()
    const there = await readKeys(transaction)
    if (there.length === 0) {
      await transaction
        .insertInto('mailKeys')
        .values({ ...fresh, createdAt: now })
        .execute()
    }
  })
  return keysOf(await readKeys(db))
}

/** The keys that there are. Null before the first mail was thought of. */
export async function knownKeys(db: Database): Promise<MailKeys | null> {
  const found = await readKeys(db)
  return found.length > 0 ? keysOf(found) : null
}

function readKeys(db: Database): Promise<MailKey[]> {
  return db
    .selectFrom('mailKeys')
    .select(['id', 'secret'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

function keysOf(oldestFirst: MailKey[]): MailKeys {
  return {
    current: oldestFirst.at(-1)!,
    byId: new Map(oldestFirst.map((key) => [key.id, key])),
    oldest: oldestFirst[0]!,
  }
}
