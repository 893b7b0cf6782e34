import type { Database } from '../database/database.ts'
import { addIdentity, findPersonByIdentity } from './identity-store.ts'
import { findPersonBy } from './people-store.ts'
import type { Person } from './person.ts'
import type { Identity } from './providers/provider.ts'
import { startSession } from './session-store.ts'
import { newPerson, type Newcomer } from './sign-in.ts'

/**
 * Signs a browser in as who has this account elsewhere: the person whom it was linked to, else the one with the address
 * that the provider has verified, else a new one. All or nothing.
 *
 * An address that is not verified is no reason to believe anything, and is not kept.
 */
export function signInElsewhere(
  db: Database,
  provider: string,
  identity: Identity,
  newcomer: Newcomer,
  now: Date,
): Promise<{ person: Person; isNew: boolean }> {
  return db.transaction().execute(async (transaction) => {
    const linked = await findPersonByIdentity(transaction, provider, identity.subject)
    const known = linked ?? (await findByAddress(transaction, identity.email))
    const person = known ?? (await newPerson(transaction, identity.email, newcomer.random, now))
    if (!linked) await addIdentity(transaction, person.id, provider, identity, now)
    await startSession(transaction, { personId: person.id, ...newcomer }, now)
    return { person, isNew: known === null }
  })
}

function findByAddress(db: Database, email: string | null): Promise<Person | null> {
  return email === null ? Promise.resolve(null) : findPersonBy(db, 'email', email)
}
