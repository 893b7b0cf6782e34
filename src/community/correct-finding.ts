import { correct, takeBack, type By } from '../catalogue/correct.ts'
import type { CorrectedKind, Correction } from '../catalogue/correction.ts'
import { closeReports } from '../catalogue/report-store.ts'
import type { Database } from '../database/database.ts'
import { writeLog } from './moderation-store.ts'

/**
 * Corrects what a paper says, settles what was reported of it, and says so in the public log: all of it or nothing.
 * Throws CorrectionError when no finding can be so.
 */
export function correctFindings(
  db: Database,
  paperId: string,
  corrections: Correction[],
  by: By,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await correct(transaction, paperId, corrections, by)
    for (const { kind, quote } of corrections) {
      await closeReports(transaction, { paperId, kind, quote }, by.at)
    }
    const entries = new Map(corrections.map((each) => [actionOf(each), REASONS[each.action]]))
    for (const [action, reason] of entries) {
      await writeLog(transaction, { at: by.at, action, paperId, reason })
    }
  })
}

/** The finding is as it is read again, which the log says too. Nothing happens when nobody had corrected it. */
export function takeBackCorrection(
  db: Database,
  paperId: string,
  { kind, quote }: { kind: CorrectedKind; quote: string },
  at: Date,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    if (!(await takeBack(transaction, paperId, { kind, quote }))) return
    const action = `${LOGGED[kind]}: a correction taken back`
    await writeLog(transaction, { at, action, paperId, reason: 'Looked at again' })
  })
}

/** What was corrected in words of ours alone, so that the log can never hold a name: 'Claim corrected: value, unit'. */
function actionOf({ kind, action, value }: Correction): string {
  const parts = action === 'change' ? Object.keys(value ?? {}).filter((part) => part !== kind) : []
  return `${LOGGED[kind]} ${DONE[action]}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

const LOGGED: Record<CorrectedKind, string> = {
  claim: 'Claim',
  system: 'System',
  artifact: 'Address',
  topic: 'Topic',
  gist: 'Summary',
  kind: 'Kind of the paper',
}

const DONE: Record<Correction['action'], string> = {
  add: 'added',
  change: 'corrected',
  remove: 'removed',
}

const REASONS: Record<Correction['action'], string> = {
  add: 'Overlooked by the reader',
  change: 'Misread',
  remove: 'Not what the paper says',
}
