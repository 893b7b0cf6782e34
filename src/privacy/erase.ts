import { removePerson } from '../accounts/people-store.ts'
import type { Farewell } from '../accounts/personal-data.ts'
import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { PERSONAL_DATA } from './registry.ts'

/** Ends an account: the person is taken out of every table, all or nothing. */
export async function erase(db: Database, person: Person, farewell: Farewell): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const data of PERSONAL_DATA) await data.erase(transaction, person, farewell)
    await removePerson(transaction, person)
  })
}
