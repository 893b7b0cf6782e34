import type { Database } from '../database/database.ts'
import { secretHash } from './secret.ts'

export interface Passkey {
  id: string // the credential's, base64url
  personId: string
  publicKey: Uint8Array<ArrayBuffer> // COSE
  counter: number
  transports: string[]
}

/** False when the key is known already. */
export async function addPasskey(
  db: Database,
  key: Passkey,
  device: string,
  now: Date,
): Promise<boolean> {
  const row = { ...key, publicKey: Buffer.from(key.publicKey), device, createdAt: now }
  const added = await db
    .insertInto('passkeys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export async function findPasskey(db: Database, id: string): Promise<Passkey | null> {
  const row = await db
    .selectFrom('passkeys')
    .select(['id', 'personId', 'publicKey', 'counter', 'transports'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, publicKey: new Uint8Array(row.publicKey) } : null
}

/** Notes a use: a counter that does not rise the next time betrays a copy. */
export async function notePasskeyUse(
  db: Database,
  id: string,
  counter: number,
  now: Date,
): Promise<void> {
  await db.updateTable('passkeys').set({ counter, usedAt: now }).where('id', '=', id).execute()
}

export interface KnownPasskey {
  id: string
  device: string
  createdAt: Date
  usedAt: Date | null
}

export function listPasskeys(db: Database, personId: string): Promise<KnownPasskey[]> {
  return db
    .selectFrom('passkeys')
    .select(['id', 'device', 'createdAt', 'usedAt'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .execute()
}

/** Of this person; another's stays. */
export async function removePasskey(db: Database, personId: string, id: string): Promise<void> {
  await db.deleteFrom('passkeys').where('personId', '=', personId).where('id', '=', id).execute()
}

/** Also forgets challenges that nobody answered in time. */
export async function addChallenge(
  db: Database,
  challenge: string,
  expiresAt: Date,
  now: Date,
): Promise<void> {
  await db.deleteFrom('passkeyChallenges').where('expiresAt', '<=', now).execute()
  const row = { challengeHash: secretHash(challenge), expiresAt }
  await db.insertInto('passkeyChallenges').values(row).execute()
}

/** Whether the challenge was ours and is not used up; from now on it is. */
export async function takeChallenge(db: Database, challenge: string, now: Date): Promise<boolean> {
  const taken = await db
    .deleteFrom('passkeyChallenges')
    .where('challengeHash', '=', secretHash(challenge))
    .where('expiresAt', '>', now)
    .returning('challengeHash')
    .executeTakeFirst()
  return taken !== undefined
}
