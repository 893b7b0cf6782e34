import type { Database } from '../database/database.ts'
import type { Reason } from './moderation.ts'
import { blockPerson, settleCase, unblockPerson, writeLog } from './moderation-store.ts'

const DAY_MS = 86_400_000

/** Keeps somebody from taking part for some days, settles what was reported of them, and says so in the public log. */
export function block(
  db: Database,
  { personId, days, reason, at }: { personId: string; days: number; reason: Reason; at: Date },
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const until = new Date(at.getTime() + days * DAY_MS)
    await blockPerson(transaction, { personId, until, reason, at })
    await settleCase(transaction, { kind: 'person', subject: personId, at })
    const action = `Somebody blocked for ${days === 1 ? '1 day' : `${days} days`}`
    await writeLog(transaction, { at, action, paperId: null, reason })
  })
}

export function unblock(db: Database, personId: string, at: Date): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await unblockPerson(transaction, personId)
    const entry = { at, action: 'A block ended early', paperId: null, reason: 'Looked at again' }
    await writeLog(transaction, entry)
  })
}
