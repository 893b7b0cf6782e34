import type { Context } from 'hono'

const PAGE_MAX = 1_000_000 // no list is longer, and the database counts no further than its integers

/** The `page` parameter: 1 without one, null when it is no number of a page. */
export function pageNumber(c: Context): number | null {
  const text = c.req.query('page')
  if (text === undefined) return 1
  const page = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0
  return page >= 1 && page <= PAGE_MAX ? page : null
}

/** A first page has one address, the one without a number. */
export function namesFirstPage(c: Context): boolean {
  return c.req.query('page') === '1'
}
