import type { Farewell, PersonalData } from '../accounts/personal-data.ts'
import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

const ends = async () => {} // with the person: the row refers to it with 'on delete cascade'

/** What readers keep and follow. All of it goes with them, but public collections stay if they want that. */
export const LIBRARY_DATA: PersonalData[] = [
  {
    table: 'shelf',
    read: (db, { id }) =>
      db
        .selectFrom('shelf')
        .select(['paperId', 'savedAt', 'seenAt', 'dismissedAt'])
        .where('personId', '=', id)
        .orderBy('paperId')
        .execute(),
    erase: ends,
  },
  {
    table: 'collections',
    read: (db, { id }) =>
      db
        .selectFrom('collections')
        .leftJoin('collectionPapers', 'collectionId', 'collections.id')
        .select([
          'collections.id',
          'title',
          'description',
          'visibility',
          'createdAt',
          'hiddenReason',
        ])
        .select(['paperId', 'note', 'addedAt'])
        .where('personId', '=', id)
        .orderBy('createdAt')
        .orderBy('addedAt')
        .execute(),
    erase: leaveCollections,
  },
  {
    table: 'follows',
    read: (db, { id }) =>
      db
        .selectFrom('follows')
        .select(['kind', 'subject', 'followedAt'])
        .where('personId', '=', id)
        .orderBy('followedAt')
        .execute(),
    erase: ends,
  },
  {
    table: 'news',
    read: (db, { id }) =>
      db
        .selectFrom('news')
        .select(['paperId', 'kind', 'subject', 'at', 'readAt'])
        .where('personId', '=', id)
        .orderBy('at')
        .execute(),
    erase: ends,
  },
]

/** What others could find stays, as by a former reader; what is unlisted or private ends with the person. */
async function leaveCollections(db: Database, { id }: Person, farewell: Farewell): Promise<void> {
  if (farewell !== 'keep') return
  await db
    .updateTable('collections')
    .set({ personId: null })
    .where('personId', '=', id)
    .where('visibility', '=', 'public')
    .execute()
}
