import type { Database } from '../database/database.ts'
import { isNotUnique } from '../database/failures.ts'
import { secretHash } from './secret.ts'

export interface AddressChange {
  personId: string
  email: string // the new one
  expiresAt: Date
}

/** Waits for the owner of the new address. An earlier change of the same person is given up. */
export async function addAddressChange(
  db: Database,
  secret: string,
  change: AddressChange,
): Promise<void> {
  const row = { secretHash: secretHash(secret), ...change }
  await db
    .insertInto('addressChanges')
    .values(row)
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
}

/** The new address that this person's link would give them. Null when the link is used, too old, or another's. */
export async function findAddressChange(
  db: Database,
  secret: string,
  personId: string,
  now: Date,
): Promise<string | null> {
  const found = await db
    .selectFrom('addressChanges')
    .select('email')
    .where('secretHash', '=', secretHash(secret))
    .where('personId', '=', personId)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return found?.email ?? null
}

/**
 * Gives the person the address, and drops links that were sent to the old one. False, and nothing has changed, when the
 * link is dead or somebody has the address.
 */
export async function applyAddressChange(
  db: Database,
  secret: string,
  person: { id: string; email: string | null },
  now: Date,
): Promise<boolean> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const email = await findAddressChange(transaction, secret, person.id, now)
      if (email === null) return false
      await transaction.deleteFrom('addressChanges').where('personId', '=', person.id).execute()
      await transaction.deleteFrom('loginLinks').where('email', '=', person.email).execute()
      await transaction.updateTable('people').set({ email }).where('id', '=', person.id).execute()
      return true
    })
  } catch (error) {
    if (isNotUnique(error)) return false
    throw error
  }
}
