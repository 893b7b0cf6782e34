import type { Database } from '../database/database.ts'
import { addLoginLink, dropAdminLinks } from './login-link-store.ts'
import { hasAdmin } from './people-store.ts'

const ADMIN_LINK_DAYS = 7 // whoever sets the service up may be interrupted; another start makes another link
const DAY_MS = 86_400_000

/**
 * Makes the link whose user becomes the first admin, and drops the one of an earlier start. False, and no link, when
 * there is an admin.
 */
export async function offerFirstAdmin(db: Database, secret: string, now: Date): Promise<boolean> {
  await dropAdminLinks(db)
  if (await hasAdmin(db)) return false
  const expiresAt = new Date(now.getTime() + ADMIN_LINK_DAYS * DAY_MS)
  const link = {
    email: null,
    personId: null,
    role: 'admin',
    browserHash: null,
    next: '/',
    expiresAt,
  } as const
  await addLoginLink(db, secret, link, now)
  return true
}
