import { sql } from 'kysely'
import { lockPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import {
  SUBMISSION_SOURCE,
  type Decision,
  type Submission,
  type SubmittedDraft,
} from './submission.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'
import type { Waiting } from './wanted.ts'

/**
 * Keeps a submission; sent again while it waits, it is one. False when this person has sent `most` since then, and nothing
 * is kept.
 */
export async function addSubmission(
  db: Database,
  {
    personId,
    draft,
    note,
    at,
  }: { personId: string; draft: SubmittedDraft; note: string; at: Date },
  { since, most }: { since: Date; most: number },
): Promise<boolean> {
  const text = JSON.stringify(draft)
  return db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, personId) // two at once take turns
    if ((await countSince(transaction, personId, since)) >= most) return false
    await sql`
      insert into submissions (person_id, draft, note, submitted_at)
      select ${personId}, ${text}::jsonb, ${note}, ${at}::timestamptz
      where not exists (
        select from submissions where person_id = ${personId} and decision is null and draft = ${text}::jsonb
      )
    `.execute(transaction)
    return true
  })
}

async function countSince(db: Database, personId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('submissions')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('submittedAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

const RANKED_MAX = 2000 // the newest: an inbox with more is not read from its cold end

/** Those that wait, without their abstracts, as far as they are ranked; in no order. */
export function listWaiting(db: Database): Promise<Waiting[]> {
  return sql<Waiting>`
    select id, person_id, draft - 'abstract' as draft, submitted_at from submissions
    where decision is null
    order by submitted_at desc
    limit ${RANKED_MAX}
  `
    .execute(db)
    .then(({ rows }) => rows)
}

/** The submissions with these ids. */
export async function listSubmissions(db: Database, ids: number[]): Promise<Submission[]> {
  if (ids.length === 0) return []
  const rows = await selectSubmissions(db).where('submissions.id', 'in', ids).execute()
  return rows.map(submission)
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
