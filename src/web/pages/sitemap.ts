import type { Context, Handler } from 'hono'
import { html, raw } from 'hono/html'
import { parseMonth } from '../../lib/days.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import {
  listIdsOfEditions,
  listIdsWithoutEdition,
  listMonths,
  listYearsWithoutEdition,
} from '../sitemap-store.ts'
import { notFound } from './not-found.ts'

const ADDRESSES_MAX = 50_000 // sitemaps.org allows no more in one file; what a month has beyond is linked from its pages
const UNDATED = 'undated'
const XML = raw('<?xml version="1.0" encoding="UTF-8"?>\n')

/** GET /sitemap.xml: one sitemap per month of editions, and one per year for papers that belong to no day. */
export function sitemapIndex(site: Site): Handler {
  return async (c) => {
    const [months, years, undated] = await Promise.all([
      listMonths(site.db),
      listYearsWithoutEdition(site.db),
      listIdsWithoutEdition(site.db, null, 1),
    ])
    const periods = [...years, ...months, ...(undated.length > 0 ? [UNDATED] : [])]
    return xml(
      c,
      html`${XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          ${periods.map((period) => html`<sitemap><loc>${site.publicUrl}${paths.sitemapOf(period)}</loc></sitemap> `)}</sitemapindex
        >`,
    )
  }
}

/** GET /sitemaps/2025-04.xml, /sitemaps/2025.xml and /sitemaps/undated.xml */
export function sitemap(site: Site): Handler<object, '/sitemaps/:name'> {
  return async (c) => {
    const ids = await listIds(site, c.req.param('name').replace(/\.xml$/, ''))
    if (ids === null) return notFound(c, site, 'There is no such sitemap.')
    return xml(
      c,
      html`${XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
          ${ids.map((id) => html`<url><loc>${site.publicUrl}${paths.paper(id)}</loc></url> `)}</urlset
        >`,
    )
  }
}

function listIds(site: Site, period: string): Promise<string[] | null> {
  if (period === UNDATED) return listIdsWithoutEdition(site.db, null, ADDRESSES_MAX)
  if (/^[12]\d{3}$/.test(period))
    return listIdsWithoutEdition(site.db, Number(period), ADDRESSES_MAX)
  const days = parseMonth(period)
  return days ? listIdsOfEditions(site.db, days, ADDRESSES_MAX) : Promise.resolve(null)
}

async function xml(c: Context, body: ReturnType<typeof html>): Promise<Response> {
  return c.body(String(await body), 200, { 'content-type': 'application/xml; charset=utf-8' })
}
