import type { Context, Handler } from 'hono'
import {
  countSystems,
  listSystems,
  SYSTEMS_MAX,
  type SystemFilter,
  type SystemSort,
} from '../../../catalogue/system-store.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { pagesOf } from '../../ui/pagination.ts'
import { counted } from '../../ui/wording.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'
import { given } from './given.ts'
import { SYSTEM_TYPES } from './kinds.ts'
import { systemsCsv, systemsJson } from './systems-files.ts'
import { systemsView } from './systems-view.ts'

const SYSTEMS_PER_PAGE = 50

/** What a reader asked the table of systems for. */
export interface AskedSystems {
  filter: SystemFilter
  sort: SystemSort
}

/** GET /systems */
export function systemsPage(site: Site): Handler {
  return async (c) => {
    const asked = askedSystems(c)
    const path = (page: number) => systemsPath(asked, '', page)
    const number = askedPage(c, path(1))
    if (typeof number !== 'number') return number

    const total = await countSystems(site.db, asked.filter)
    const pages = pagesOf(total, number, path, SYSTEMS_PER_PAGE)
    if (!pages) return notFound(c, site, beyondTheEnd(counted(total, 'system'), path(1)))
    const offset = (number - 1) * SYSTEMS_PER_PAGE
    const systems = await listSystems(site.db, asked.filter, asked.sort, {
      limit: SYSTEMS_PER_PAGE,
      offset,
    })
    return c.html(systemsView(site, { asked, systems, total, pages }))
  }
}

/** GET /systems.csv and /systems.json: the same table to take home, all pages of it. Not kept. */
export function systemsFile(site: Site, format: 'csv' | 'json'): Handler {
  return async (c) => {
    const { filter, sort } = askedSystems(c)
    const systems = await listSystems(site.db, filter, sort, { limit: SYSTEMS_MAX, offset: 0 })
    c.header('cache-control', 'no-store')
    return format === 'csv'
      ? systemsCsv(c, systems, site.publicUrl)
      : systemsJson(c, systems, site.publicUrl)
  }
}

/** What is no type, topic or year does not filter, or leaves nothing: nothing that is typed is an error. */
function askedSystems(c: Context): AskedSystems {
  const year = given(c, 'year')
  const type = given(c, 'type')
  const sort = c.req.query('sort')
  return {
    filter: {
      q: given(c, 'q'),
      type: SYSTEM_TYPES.find(([name]) => name === type)?.[0] ?? null,
      topic: given(c, 'topic'),
      year: year !== null && /^[12]\d{3}$/.test(year) ? Number(year) : null,
    },
    sort: sort === 'newest' || sort === 'name' ? sort : 'mentions',
  }
}

/** The address of a table of systems, as a page or as a file. */
export function systemsPath(
  { filter, sort }: AskedSystems,
  file: '' | '.csv' | '.json',
  page = 1,
): string {
  const year = filter.year === null ? null : String(filter.year)
  return paths.systems({ ...filter, year, sort: sort === 'mentions' ? null : sort }, file, page)
}
