import { hideComment } from './comments-store.ts'
import { settleCase, writeLog } from './moderation-store.ts'
import type { Database } from '../database/database.ts'
import { setPaperHidden } from '../papers/hidden-store.ts'

/** Why something is hidden: chosen, not typed, so that the public log can never hold a name or an insult. */
export const REASONS = [
  'Abuse',
  'Off topic',
  'Spam',
  'Personal data',
  'Copied without permission',
  'Against the rules of this site',
] as const

export type Reason = (typeof REASONS)[number]

export function isReason(text: string): text is Reason {
  return REASONS.some((reason) => reason === text)
}

/** Hides a comment, settles what was reported of it, and says so in the public log. False when there is none. */
export function hide(db: Database, id: number, reason: Reason, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const hidden = await hideComment(transaction, id, { at, reason })
    if (!hidden) return false
    await settleCase(transaction, { kind: 'comment', subject: String(id), at })
    await writeLog(transaction, { at, action: 'Comment hidden', paperId: hidden.paperId, reason })
    return true
  })
}

/** Shows it again, which the log says as well. */
export function restore(db: Database, id: number, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const shown = await hideComment(transaction, id, null)
    if (!shown) return false
    await writeLog(transaction, {
      at,
      action: 'Comment shown again',
      paperId: shown.paperId,
      reason: 'Looked at again',
    })
    return true
  })
}

/** Hides a paper, settles what was reported of it, and says so in the public log. False when there is none to hide. */
export function hidePaper(db: Database, id: string, reason: Reason, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await setPaperHidden(transaction, id, reason))) return false
    await settleCase(transaction, { kind: 'paper', subject: id, at })
    await writeLog(transaction, { at, action: 'Paper hidden', paperId: id, reason })
    return true
  })
}

/** Shows it again, which the log says as well. False when it is shown. */
export function restorePaper(db: Database, id: string, at: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await setPaperHidden(transaction, id, null))) return false
    const said = { action: 'Paper shown again', reason: 'Looked at again' }
    await writeLog(transaction, { at, paperId: id, ...said })
    return true
  })
}
