import type { Database } from '../database/database.ts'
import { PERSON } from './people-store.ts'
import type { Person } from './person.ts'
import type { Identity } from './providers/provider.ts'

/** The person who signs in with this account elsewhere. */
export async function findPersonByIdentity(
  db: Database,
  provider: string,
  subject: string,
): Promise<Person | null> {
  const found = await db
    .selectFrom('identities')
    .innerJoin('people', 'people.id', 'identities.personId')
    .select(PERSON)
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return found ?? null
}

/** False when the account signs in somebody already. */
export async function addIdentity(
  db: Database,
  personId: string,
  provider: string,
  { subject, label }: Identity,
  now: Date,
): Promise<boolean> {
  const added = await db
    .insertInto('identities')
    .values({ provider, subject, personId, label, linkedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .executeTakeFirst()
  return added !== undefined
}

export interface LinkedAccount {
  provider: string
  subject: string
  label: string
  linkedAt: Date
}

export function listIdentities(db: Database, personId: string): Promise<LinkedAccount[]> {
  return db
    .selectFrom('identities')
    .select(['provider', 'subject', 'label', 'linkedAt'])
    .where('personId', '=', personId)
    .orderBy('linkedAt')
    .execute()
}

/** Of this person; another's stays. */
export async function removeIdentity(
  db: Database,
  personId: string,
  provider: string,
  subject: string,
): Promise<void> {
  await db
    .deleteFrom('identities')
    .where('personId', '=', personId)
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .execute()
}
