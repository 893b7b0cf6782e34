import type { Farewell, PersonalData } from '../accounts/personal-data.ts'
import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { notifyChanged } from '../papers/save-store.ts'

const ends = async () => {} // with the person: the row refers to it with 'on delete cascade'

/** What people say, report and submit, and how they are blocked. */
export const COMMUNITY_DATA: PersonalData[] = [
  {
    table: 'comments',
    read: (db, { id }) =>
      db
        .selectFrom('comments')
        .select(['id', 'paperId', 'body', 'writtenAt', 'editedAt', 'deletedAt', 'hiddenReason'])
        .where('personId', '=', id)
        .orderBy('id')
        .execute(),
    erase: eraseComments,
  },
  {
    table: 'comment_versions',
    read: (db, { id }) =>
      db
        .selectFrom('commentVersions')
        .innerJoin('comments', 'comments.id', 'commentId')
        .select(['commentId', 'commentVersions.body', 'commentVersions.writtenAt'])
        .where('personId', '=', id)
        .orderBy('commentVersions.writtenAt')
        .execute(),
    erase: ends, // with the comments
  },
  {
    table: 'comment_reactions',
    read: (db, { id }) =>
      db
        .selectFrom('commentReactions')
        .select(['commentId', 'reaction', 'reactedAt'])
        .where('personId', '=', id)
        .orderBy('reactedAt')
        .execute(),
    erase: ends,
  },
  {
    table: 'reports',
    read: (db, { id }) =>
      db
        .selectFrom('reports')
        .select(['kind', 'subject', 'reason', 'reportedAt', 'settledAt'])
        .where('personId', '=', id)
        .orderBy('reportedAt')
        .execute(),
    erase: eraseReports,
  },
  {
    table: 'blocks',
    read: (db, { id }) =>
      db
        .selectFrom('blocks')
        .select(['until', 'reason', 'blockedAt'])
        .where('personId', '=', id)
        .execute(),
    erase: ends,
  },
  {
    table: 'submissions',
    read: (db, { id }) =>
      db
        .selectFrom('submissions')
        .select(['draft', 'paperId', 'note', 'submittedAt', 'decision', 'decidedAt', 'reason'])
        .where('personId', '=', id)
        .orderBy('submittedAt')
        .execute(),
    erase: eraseSubmissions,
  },
  {
    table: 'authorships',
    read: (db, { id }) =>
      db
        .selectFrom('authorships')
        .select(['paperId', 'authorName', 'words', 'askedAt', 'decision', 'decidedAt', 'reason'])
        .where('personId', '=', id)
        .orderBy('askedAt')
        .execute(),
    erase: ends,
  },
  {
    table: 'notices',
    read: (db, { id }) =>
      db
        .selectFrom('notices')
        .select(['kind', 'commentId', 'submissionId', 'authorshipId', 'at', 'readAt'])
        .where('personId', '=', id)
        .orderBy('notices.id')
        .execute(),
    erase: ends,
  },
]

/** A comment that goes leaves a stub, so that answers to it keep their place. One that stays belongs to nobody. */
async function eraseComments(db: Database, { id }: Person, farewell: Farewell): Promise<void> {
  if (farewell === 'remove') {
    const own = db.selectFrom('comments').select('id').where('personId', '=', id)
    await db.deleteFrom('commentVersions').where('commentId', 'in', own).execute()
    await db.deleteFrom('commentReactions').where('commentId', 'in', own).execute()
    await db
      .updateTable('comments')
      .set((row) => ({ body: '', html: '', deletedAt: row.fn.coalesce('deletedAt', 'writtenAt') }))
      .where('personId', '=', id)
      .execute()
  }
  await db.updateTable('comments').set({ personId: null }).where('personId', '=', id).execute()
  await notifyChanged(db)
}

/** What was reported is still to be looked at; reports about the person are settled by their leaving. */
async function eraseReports(db: Database, { id }: Person): Promise<void> {
  await db.deleteFrom('reports').where('kind', '=', 'person').where('subject', '=', id).execute()
  await db.updateTable('reports').set({ personId: null }).where('personId', '=', id).execute()
}

/** A paper that was accepted stays: it is not theirs. What waits goes with them, if they want it to. */
async function eraseSubmissions(db: Database, { id }: Person, farewell: Farewell): Promise<void> {
  if (farewell === 'remove') {
    await db
      .deleteFrom('submissions')
      .where('personId', '=', id)
      .where('decision', 'is', null)
      .execute()
    await db.updateTable('submissions').set({ note: '' }).where('personId', '=', id).execute()
  }
  await db.updateTable('submissions').set({ personId: null }).where('personId', '=', id).execute()
}
