import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import {
  SUBMISSION_SOURCE,
  type Decision,
  type Submission,
  type SubmittedDraft,
} from './submission.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Keeps a submission; sent again while it waits, it is one. */
export async function addSubmission(
  db: Database,
  {
    personId,
    draft,
    note,
    at,
  }: { personId: string; draft: SubmittedDraft; note: string; at: Date },
): Promise<void> {
  const text = JSON.stringify(draft)
  await db.transaction().execute(async (transaction) => {
    await sql`select from people where id = ${personId} for update`.execute(transaction) // two at once take turns
    await sql`
      insert into submissions (person_id, draft, note, submitted_at)
      select ${personId}, ${text}::jsonb, ${note}, ${at}::timestamptz
      where not exists (
        select from submissions where person_id = ${personId} and decision is null and draft = ${text}::jsonb
      )
    `.execute(transaction)
  })
}

/** How many this person submitted since then. */
export async function countSubmissionsSince(
  db: Database,
  personId: string,
  since: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('submissions')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('submittedAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

/** Those that wait, the oldest first. */
export async function listWaiting(db: Database, limit: number): Promise<Submission[]> {
  return selectSubmissions(db)
    .where('decision', 'is', null)
    .orderBy('submissions.submittedAt')
    .orderBy('submissions.id')
    .limit(limit)
    .execute()
    .then((rows) => rows.map(submission))
}

/** What a person submitted, the newest first. */
export async function listSubmissionsOf(
  db: Database,
  personId: string,
  limit: number,
): Promise<Submission[]> {
  const rows = await selectSubmissions(db)
    .where('submissions.personId', '=', personId)
    .orderBy('submissions.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(submission)
}

/** Who brought this paper: the first whose submission of it was accepted. Null when it came by other ways. */
export async function findSubmitter(db: Database, paperId: string) {
  const row = await selectSubmissions(db)
    .where('paperId', '=', paperId)
    .where('decision', '=', 'accepted')
    .orderBy('submissions.id')
    .limit(1)
    .executeTakeFirst()
  return row ? submission(row).by : null
}

/** Null when it is decided already, or never was. */
export async function findWaiting(db: Database, id: number): Promise<Submission | null> {
  const row = await selectSubmissions(db)
    .where('submissions.id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return row ? submission(row) : null
}

/** The paper that an accepted submission is a record of. */
export async function findPaperOfSubmission(db: Database, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('paperRecords')
    .select('paperId')
    .where('source', '=', SUBMISSION_SOURCE)
    .where('externalId', '=', String(id))
    .executeTakeFirst()
  return row?.paperId ?? null
}

/** What a curator made of a submission. */
export interface Made {
  decision: Decision
  paperId: string | null
  reason: string | null
  at: Date
}

/** False when it is decided already. */
export async function decide(db: Database, id: number, made: Made): Promise<boolean> {
  const { at, ...what } = made
  const { numUpdatedRows } = await db
    .updateTable('submissions')
    .set({ ...what, decidedAt: at })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function selectSubmissions(db: Database) {
  return db
    .selectFrom('submissions')
    .leftJoin('people', 'people.id', 'submissions.personId')
    .select([
      'submissions.id',
      'submissions.draft',
      'submissions.paperId',
      'submissions.note',
      'submissions.submittedAt',
      'submissions.decision',
      'submissions.reason',
      'submissions.personId',
      'people.handle',
      'people.name',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSubmissions>['execute']>>[number]

function submission({ personId, handle, name, ...row }: Row): Submission {
  return { ...row, by: personId && handle ? { id: personId, handle, name: name ?? '' } : null }
}
