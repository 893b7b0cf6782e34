import type { Database } from '../../database/database.ts'
import { countComplaints } from '../bounce-store.ts'
import { stop } from '../send/stop-store.ts'

/** Big receivers want fewer than 0.1 % and punish 0.3 %: between the two a person must look. */
const COMPLAINTS_SHARE = 0.002
const COMPLAINTS_LEAST = 3 // one or two angry readers of a small list are no sign

/** Stops an issue that many of those who had it call unwanted: the rest of it would do harm. */
export async function stopIfComplained(db: Database, issueId: number, now: Date): Promise<void> {
  const { complaints, accepted } = await countComplaints(db, issueId)
  if (complaints < COMPLAINTS_LEAST || complaints <= COMPLAINTS_SHARE * accepted) return
  await stop(db, `issue:${issueId}`, `${complaints} of ${accepted} readers called it unwanted`, now)
}
