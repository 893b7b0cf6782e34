import type { PersonalData } from '../accounts/personal-data.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

const ends = async () => {} // with the person: the row refers to it with 'on delete cascade'

/** What readers keep and follow. All of it goes with them, public collections too: a list is its maker's own. */
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
        .select(['collections.id', 'title', 'description', 'visibility', 'createdAt'])
        .select(['paperId', 'note', 'addedAt'])
        .where('personId', '=', id)
        .orderBy('createdAt')
        .orderBy('addedAt')
        .execute(),
    erase: ends,
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
