import type { Database } from '../database/database.ts'
import { listIdentities } from './identity-store.ts'
import { listPasskeys } from './passkey-store.ts'
import type { PersonalData } from './personal-data.ts'
import type { Person } from './person.ts'

const ends = async () => {} // with the person: the row refers to it with 'on delete cascade'

/** What the accounts themselves know about a person. */
export const ACCOUNT_DATA: PersonalData[] = [
  {
    table: 'people',
    async read(_, { handle, name, email, role, votesVisible, createdAt }) {
      return [{ handle, name, email, role, votesVisible, createdAt }]
    },
    erase: ends,
  },
  {
    table: 'sessions',
    read: (db, { id }) =>
      db
        .selectFrom('sessions')
        .select(['device', 'createdAt', 'seenAt'])
        .where('personId', '=', id)
        .orderBy('seenAt', 'desc')
        .execute(),
    erase: ends,
  },
  {
    table: 'identities',
    read: (db, { id }) => listIdentities(db, id),
    erase: ends,
  },
  {
    table: 'passkeys',
    read: (db, { id }) => listPasskeys(db, id),
    erase: ends,
  },
  { table: 'login_links', read: readLinks, erase: eraseLinks },
  {
    table: 'address_changes',
    read: (db, { id }) =>
      db
        .selectFrom('addressChanges')
        .select(['email', 'expiresAt'])
        .where('personId', '=', id)
        .execute(),
    erase: ends,
  },
  { table: 'retired_handles', read: async () => [], erase: ends }, // hashes: the handles themselves are not kept
]

function readLinks(db: Database, { id, email }: Person): Promise<object[]> {
  return db
    .selectFrom('loginLinks')
    .select(['email', 'createdAt', 'expiresAt'])
    .where((is) => is.or([is('personId', '=', id), is('email', '=', email)]))
    .orderBy('createdAt')
    .execute()
}

/** A link that is under way would make a new account of the address. */
async function eraseLinks(db: Database, { email }: Person): Promise<void> {
  await db.deleteFrom('loginLinks').where('email', '=', email).execute()
}
