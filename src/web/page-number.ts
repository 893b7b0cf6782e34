import type { Context } from 'hono'

/** How pages of a list are numbered. Seven digits are beyond the end of every list, and not of the database's integers. */
export const PAGE_NUMBER = /^[1-9]\d{0,6}$/

/**
 * The page of a list that is asked for: 1 without a number, and for what is none. A first page has one address, the
 * one without a number: who asks for it by number gets the answer that leads there.
 */
export function askedPage(c: Context, firstPage: string): number | Response {
  const number = pageNumber(c)
  return number === 1 && c.req.query('page') === '1' ? c.redirect(firstPage, 301) : number
}

/** The same for a page that is somewhere else: the number goes there with the reader. */
export function pageNumber(c: Context): number {
  const text = c.req.query('page') ?? ''
  return PAGE_NUMBER.test(text) ? Number(text) : 1
}
