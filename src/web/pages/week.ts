import type { Handler } from 'hono'
import { weekEdition } from '../editions.ts'
import type { Site } from '../site.ts'
import { showEdition } from './edition.ts'
import { noSuchDate } from './not-found.ts'

/** GET /papers/week/:week */
export function weekPage(site: Site): Handler<object, '/papers/week/:week'> {
  return (c) => {
    const edition = weekEdition(c.req.param('week'))
    return edition ? showEdition(c, site, edition) : noSuchDate(c, site)
  }
}
