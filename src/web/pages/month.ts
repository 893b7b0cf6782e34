import type { Handler } from 'hono'
import { monthEdition } from '../editions.ts'
import type { Site } from '../site.ts'
import { showEdition } from './edition.ts'
import { noSuchDate } from './not-found.ts'

/** GET /papers/month/:month */
export function monthPage(site: Site): Handler<object, '/papers/month/:month'> {
  return (c) => {
    const edition = monthEdition(c.req.param('month'))
    return edition ? showEdition(c, site, edition) : noSuchDate(c, site)
  }
}
