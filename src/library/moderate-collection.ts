import type { Reason } from '../community/moderation.ts'
import { settleCase, writeLog } from '../community/moderation-store.ts'
import type { Database } from '../database/database.ts'
import { setHidden } from './collection-store.ts'

/** Hides a collection, settles what was reported of it, and says so in the public log. False when there is none. */
export function hideCollection(
  db: Database,
  id: string,
  reason: Reason,
  at: Date,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await setHidden(transaction, id, reason))) return false
    await settleCase(transaction, { kind: 'collection', subject: id, at })
    await writeLog(transaction, { at, action: 'Collection hidden', paperId: null, reason })
    return true
  })
}

/** Shows it again, which the log says as well. */
export function restoreCollection(db: Database, id: string, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await setHidden(transaction, id, null))) return false
    const said = { action: 'Collection shown again', reason: 'Looked at again' }
    await writeLog(transaction, { at, paperId: null, ...said })
    return true
  })
}

/** Says in the public log that a moderator changed what somebody left behind. */
export function logChange(
  db: Database,
  what: 'changed' | 'deleted',
  paperId: string | null,
  at: Date,
): Promise<void> {
  const action = `Collection of a former reader ${what}`
  return writeLog(db, { at, action, paperId, reason: 'Its maker has left' })
}
