import type { Database } from '../database/database.ts'
import { PERSON } from './people-store.ts'
import type { Person } from './person.ts'
import { secretHash } from './secret.ts'

/** How long a browser stays signed in after its last visit. */
export const SESSION_DAYS = 60

const DAY_MS = 86_400_000
const SEEN_AGAIN_AFTER_MS = 3_600_000 // a visit is noted once an hour: reading must not write

/** A browser that somebody is signed in with. */
export interface Session {
  id: string
  person: Person
  seenAt: Date
}

/** The session of this secret, if it has one that has not ended. One query; notes the visit when the last was long ago. */
export async function findSession(
  db: Database,
  secret: string,
  now: Date,
): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.personId')
    .select(['sessions.id as sessionId', 'sessions.seenAt', ...PERSON])
    .where('secretHash', '=', secretHash(secret))
    .where('seenAt', '>', new Date(now.getTime() - SESSION_DAYS * DAY_MS))
    .executeTakeFirst()
  if (!row) return null

  const { sessionId, seenAt, ...person } = row
  if (now.getTime() - seenAt.getTime() > SEEN_AGAIN_AFTER_MS) await noteVisit(db, sessionId, now)
  return { id: sessionId, person, seenAt }
}

async function noteVisit(db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ seenAt: now }).where('id', '=', id).execute()
}

/** Signs a browser in. `secret` is new, and goes into its cookie. */
export async function startSession(
  db: Database,
  { personId, secret, device }: { personId: string; secret: string; device: string },
  now: Date,
): Promise<void> {
  const row = { secretHash: secretHash(secret), personId, device, createdAt: now, seenAt: now }
  await db.insertInto('sessions').values(row).execute()
}

export async function endSession(db: Database, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('secretHash', '=', secretHash(secret)).execute()
}
