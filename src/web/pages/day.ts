import type { Handler } from 'hono'
import { dayEdition } from '../editions.ts'
import type { Site } from '../site.ts'
import { showEdition } from './edition.ts'
import { noSuchDate } from './not-found.ts'

/** GET /papers/date/:day */
export function dayPage(site: Site): Handler<object, '/papers/date/:day'> {
  return (c) => {
    const edition = dayEdition(c.req.param('day'))
    return edition ? showEdition(c, site, edition) : noSuchDate(c, site)
  }
}
