import type { Database } from '../database/database.ts'
import type { Role } from './person.ts'
import { secretHash } from './secret.ts'

/** Long enough to find the mail in another window, short enough that a forgotten one harms nobody. */
export const LOGIN_LINK_MINUTES = 15

/** What a link does when it is used. */
export interface LoginLink {
  email: string | null // whom it was sent to; null: handed over by the operator
  personId: string | null // null: whoever has the address, or a new person
  role: Role | null // that its person is given
  browserHash: string | null // of the secret that the asking browser keeps
  next: string // path
  expiresAt: Date
}

export async function addLoginLink(
  db: Database,
  secret: string,
  link: LoginLink,
  now: Date,
): Promise<void> {
  const row = { secretHash: secretHash(secret), createdAt: now, ...link }
  await db.insertInto('loginLinks').values(row).execute()
}

const LINK = ['email', 'personId', 'role', 'browserHash', 'next', 'expiresAt'] as const

/** The link, unused as it stays. Null when there is none, it was used, or is too old. */
export async function findLoginLink(
  db: Database,
  secret: string,
  now: Date,
): Promise<LoginLink | null> {
  const link = await db
    .selectFrom('loginLinks')
    .select(LINK)
    .where('secretHash', '=', secretHash(secret))
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return link ?? null
}

/** The same, and the link is used up: of two who try at once, one gets it. */
export async function takeLoginLink(
  db: Database,
  secret: string,
  now: Date,
): Promise<LoginLink | null> {
  const link = await db
    .deleteFrom('loginLinks')
    .where('secretHash', '=', secretHash(secret))
    .where('expiresAt', '>', now)
    .returning(LINK)
    .executeTakeFirst()
  return link ?? null
}

export async function dropExpiredLinks(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('loginLinks').where('expiresAt', '<=', now).execute()
}

/** Drops the links that make a first admin: there is one at a time. */
export async function dropAdminLinks(db: Database): Promise<void> {
  await db.deleteFrom('loginLinks').where('role', '=', 'admin').where('email', 'is', null).execute()
}
