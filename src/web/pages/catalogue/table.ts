import type { Context } from 'hono'
import { ROWS_MAX, type Stretch } from '../../../catalogue/table-store.ts'
import { askedPage } from '../../page-number.ts'
import type { Site } from '../../site.ts'
import { pagesOf, type Pages } from '../../ui/pagination.ts'
import { counted } from '../../ui/wording.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'

const ROWS_PER_PAGE = 50

/** A table that is turned page by page. */
export interface Table<Row> {
  row: string // what a row is, in the singular
  path: (page: number) => string
  count: () => Promise<number> // at most ROWS_MAX
  list: (stretch: Stretch) => Promise<Row[]>
}

/** The rows of a page, and where it stands among the others. */
export interface TablePage<Row> {
  rows: Row[]
  total: number // at most ROWS_MAX
  pages: Pages
}

/** The page that is asked for, or the answer when there is none. */
export async function readTablePage<Row>(
  c: Context,
  site: Site,
  { row, path, count, list }: Table<Row>,
): Promise<TablePage<Row> | Response> {
  const number = askedPage(c, path(1))
  if (typeof number !== 'number') return number
  const total = await count()
  const pages = pagesOf(total, number, path, ROWS_PER_PAGE)
  if (!pages) return notFound(c, site, beyondTheEnd(counted(total, row), path(1)))
  const rows = await list({ limit: ROWS_PER_PAGE, offset: (number - 1) * ROWS_PER_PAGE })
  return { rows, total, pages }
}

/** In words, for `total` rows of a table. */
export function howMany(total: number, row: string): string {
  if (total === 0) return `No ${row} is like that. Fewer filters find more.`
  return total < ROWS_MAX
    ? `${counted(total, row)}.`
    : `More than ${counted(ROWS_MAX - 1, row)}: the first of them are listed.`
}
