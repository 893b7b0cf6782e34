import type { Handler } from 'hono'
import { endSession } from '../../../accounts/session-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { forgetSession } from '../../visit/cookies.ts'

/** POST /logout */
export function logout(site: Site): Handler {
  return async (c) => {
    const visit = c.get('visit')
    if (visit) await endSession(site.db, visit.secret)
    forgetSession(c, site)
    return c.redirect(paths.front, 303)
  }
}
