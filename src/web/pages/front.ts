import type { Handler } from 'hono'
import { dayOf } from '../../lib/days.ts'
import { latestDay, listEditions } from '../../papers/list-store.ts'
import { dayEdition } from '../editions.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { pagesOf, PAPERS_PER_PAGE } from '../ui/pagination.ts'
import { editionPage, surroundings } from './edition.ts'
import { markPapers } from '../visit/marks.ts'
import { newestPage } from './newest.ts'

/** GET /: today's edition, or the latest when today has none yet, under its own date. */
export function frontPage(site: Site): Handler {
  return async (c) => {
    const latest = await latestDay(site.db, dayOf(site.now()))
    if (latest === null) return newestPage(site)(c, async () => {})

    const edition = dayEdition(latest)!
    const page = await listEditions(site.db, edition.days, 1, PAPERS_PER_PAGE)
    await markPapers(c, site, page.papers)
    const pages = pagesOf(page.total, 1, edition.path)!
    const around = await surroundings(site, edition)
    const view = { edition, page, pages, ...around, path: paths.front }
    return c.html(editionPage(site, view, { isFront: true }))
  }
}
