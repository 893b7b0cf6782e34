import type { PersonalData } from '../accounts/personal-data.ts'
import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { findReaderOf } from './account-store.ts'
import { eraseReader, readOwnData, type OwnMailData } from './own-data-store.ts'

/**
 * The mails that a person gets: by the account that they joined them to, or by its address, which they have shown to be
 * theirs. All of it goes with the account, from the table that the others hang on.
 */
export const READER_DATA: PersonalData[] = [
  { table: 'subscriptions', read: partOf('subscriptions'), erase: later },
  { table: 'consents', read: partOf('consents'), erase: later },
  { table: 'deliveries', read: partOf('deliveries'), erase: later },
  { table: 'bounces', read: partOf('bounces'), erase: later },
  { table: 'outbox', read: partOf('outbox'), erase: later },
  { table: 'subscribers', read: partOf('subscribers'), erase },
]

async function later(): Promise<void> {}

function partOf(table: keyof OwnMailData) {
  return async (db: Database, person: Person): Promise<object[]> => {
    const reader = await findReaderOf(db, person)
    return reader ? (await readOwnData(db, reader))[table] : []
  }
}

async function erase(db: Database, person: Person): Promise<void> {
  const reader = await findReaderOf(db, person)
  if (reader) await eraseReader(db, reader)
}
