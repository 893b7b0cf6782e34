import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { savePapers } from '../papers/save.ts'
import { decide, findPaperOfSubmission, findWaiting, type Made } from './submissions-store.ts'
import { tell } from './notice-store.ts'
import { SUBMISSION_SOURCE, type Submission } from './submission.ts'

/** What a curator decides of submissions: 'on a day' or why not, for the readers who sent them. */
export type Verdict = { day: string } | { reason: string }

/** Decides on submissions of one paper. False when all of them are decided already. */
export async function decideAll(
  db: Database,
  ids: number[],
  verdict: Verdict,
  by: Pick<Person, 'id'>,
  at: Date,
): Promise<boolean> {
  let some = false
  for (const id of ids) {
    const decided =
      'day' in verdict
        ? await accept(db, id, verdict.day, by, at)
        : await reject(db, id, verdict.reason, by, at)
    some ||= decided
  }
  return some
}

/**
 * Puts a submitted paper on the page of a day and closes the submission. False when the
 * submission is decided already. A paper that is on an earlier day stays there. The paper comes first: after a crash
 * between the two, the submission waits still, and accepting it again changes nothing but that.
 */
async function accept(
  db: Database,
  id: number,
  day: string,
  by: Pick<Person, 'id'>,
  at: Date,
): Promise<boolean> {
  const waiting = await findWaiting(db, id)
  if (!waiting) return false

  const { readRecord } = await import('../sources/read-record.ts') // every format there is: a start does without
  const raw = JSON.stringify({ ...waiting.draft, day, position: id, votes: 0, comments: 0 })
  const draft = readRecord(SUBMISSION_SOURCE, raw)
  if (!draft) throw new Error(`Submission ${id} can no longer be read`)
  const record = { source: SUBMISSION_SOURCE, externalId: String(id), raw, draft }
  await savePapers(db, [record], readRecord)

  const paperId = await findPaperOfSubmission(db, id)
  return close(db, waiting, { decision: 'accepted', paperId, reason: null, at }, by)
}

/** Closes a submission without its paper. `reason` is for the reader who sent it. False when it is decided already. */
async function reject(
  db: Database,
  id: number,
  reason: string,
  by: Pick<Person, 'id'>,
  at: Date,
): Promise<boolean> {
  const waiting = await findWaiting(db, id)
  if (!waiting) return false
  return close(db, waiting, { decision: 'rejected', paperId: null, reason, at }, by)
}

/** Writes the decision down and tells who submitted. False when somebody else was faster. */
function close(
  db: Database,
  { id, by }: Submission,
  made: Made,
  curator: Pick<Person, 'id'>,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await decide(transaction, id, made))) return false
    if (by && by.id !== curator.id) await tell(transaction, by.id, 'submission', id, made.at)
    return true
  })
}
