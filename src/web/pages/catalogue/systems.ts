import type { Context, Handler } from 'hono'
import {
  countSystems,
  listSystems,
  type SystemFilter,
  type SystemSort,
} from '../../../catalogue/system-store.ts'
import { ROWS_MAX } from '../../../catalogue/table-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { given } from './given.ts'
import { SYSTEM_TYPES } from './kinds.ts'
import { systemsCsv, systemsJson } from './systems-files.ts'
import { systemsView } from './systems-view.ts'
import { readTablePage } from './table.ts'

/** What a reader asked the table of systems for. */
export interface AskedSystems {
  filter: SystemFilter
  sort: SystemSort
}

/** GET /systems */
export function systemsPage(site: Site): Handler {
  return async (c) => {
    const asked = askedSystems(c)
    const page = await readTablePage(c, site, {
      row: 'system',
      path: (number) => systemsPath(asked, '', number),
      count: () => countSystems(site.db, asked.filter),
      list: (stretch) => listSystems(site.db, asked.filter, asked.sort, stretch),
    })
    return page instanceof Response ? page : c.html(systemsView(site, { ...page, asked }))
  }
}

/** GET /systems.csv and /systems.json: the same table to take home, all pages of it. Not kept. */
export function systemsFile(site: Site, format: 'csv' | 'json'): Handler {
  return async (c) => {
    const { filter, sort } = askedSystems(c)
    const systems = await listSystems(site.db, filter, sort, { limit: ROWS_MAX, offset: 0 })
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
