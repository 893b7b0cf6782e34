import type { MiddlewareHandler } from 'hono'
import { dayOf } from '../../lib/days.ts'
import { problemPage } from '../pages/not-found.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDay } from '../ui/dates.ts'

/** Before every form: whoever is blocked may still leave, change their settings, and take their data along. */
export function refuseBlocked(site: Site): MiddlewareHandler {
  return async (c, next) => {
    const block = c.req.method === 'POST' ? c.get('visit')?.block : null
    if (!block || mayAlways(c.req.path)) return next()
    const until = plainDay(dayOf(block.until))
    const help = `A moderator decided so until ${until}: ${block.reason}. You can read everything meanwhile.`
    return c.html(problemPage(site, 'You cannot take part at the moment', help), 403)
  }
}

function mayAlways(path: string): boolean {
  return path === paths.logout || path.startsWith(paths.settings)
}
