import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
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
  block: { until: Date; reason: string } | null // why the person may not take part now
  isNoted: boolean // this visit begins the time anew after which the session ends, and so must the cookie's
}

/** The session of this secret, if it has one that has not ended. One query; notes the visit when the last was long ago. */
export async function findSession(
  db: Database,
  secret: string,
  now: Date,
): Promise<Session | null> {
  const { rows } = await sql<SessionRow>`${PREPARED}
    select sessions.id as session_id, seen_at, ${PERSON_COLUMNS}, blocks.until, blocks.reason
    from sessions join people on people.id = sessions.person_id
    left join blocks on blocks.person_id = people.id and blocks.until > ${now}
    where secret_hash = ${secretHash(secret)} and seen_at > ${lastEnd(now)}
  `.execute(db)
  const [row] = rows
  if (!row) return null

  const { sessionId, seenAt, until, reason, ...person } = row
  const block = until && reason !== null ? { until, reason } : null
  const isNoted = Math.abs(now.getTime() - seenAt.getTime()) > SEEN_AGAIN_AFTER_MS // a clock that was ahead noted what is to come
  if (isNoted) await noteVisit(db, sessionId, now)
  return { id: sessionId, person, block, isNoted }
}

const PERSON_COLUMNS = sql.join(PERSON.map((column) => sql.ref(column)))

interface SessionRow extends Person {
  sessionId: string
  seenAt: Date
  until: Date | null
  reason: string | null
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

/** A browser that the person is signed in with, as they are shown it. */
export interface SignedInBrowser {
  id: string
  device: string
  createdAt: Date
  seenAt: Date
}

const SESSIONS_SHOWN = 100 // the last ones; more than anybody reads

/** Where a person is signed in, the last seen first. */
export function listSessions(
  db: Database,
  personId: string,
  now: Date,
): Promise<SignedInBrowser[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'device', 'createdAt', 'seenAt'])
    .where('personId', '=', personId)
    .where('seenAt', '>', lastEnd(now))
    .orderBy('seenAt', 'desc')
    .limit(SESSIONS_SHOWN)
    .execute()
}

/** Ends one session of a person, or all but the one that is kept. Those of others stay, whatever the id. */
export async function endSessions(
  db: Database,
  personId: string,
  which: { id: string } | { allBut: string },
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('personId', '=', personId)
    .where((is) => ('id' in which ? is('id', '=', which.id) : is('id', '<>', which.allBut)))
    .execute()
}

/** Forgets sessions that have ended by themselves. */
export async function dropOldSessions(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('seenAt', '<=', lastEnd(now)).execute()
}

/** Who was seen last at this moment is signed out by now. */
function lastEnd(now: Date): Date {
  return new Date(now.getTime() - SESSION_DAYS * DAY_MS)
}
