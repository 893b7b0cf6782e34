import type { Context, Handler } from 'hono'
import { parseMonth } from '../../lib/days.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import {
  countUndated,
  listIdsOfEditions,
  listIdsWithoutEdition,
  listMonths,
  listYearsWithoutEdition,
  type Period,
} from '../sitemap-store.ts'
import { notFound } from './not-found.ts'

const ADDRESSES_MAX = 50_000 // sitemaps.org allows no more in one file
const UNDATED = 'undated'

/** GET /sitemap.xml: the sitemaps of each month of editions, and of each year for papers that belong to no day. */
export function sitemapIndex(site: Site): Handler {
  return async (c) => {
    const [months, years, undated] = await Promise.all([
      listMonths(site.db),
      listYearsWithoutEdition(site.db),
      countUndated(site.db),
    ])
    const periods = [...years, ...months, { name: UNDATED, papers: undated }]
    return xml(c, 'sitemapindex', 'sitemap', site.publicUrl, periods.flatMap(sitemapsOf))
  }
}

function sitemapsOf({ name, papers }: Period): string[] {
  const count = Math.ceil(papers / ADDRESSES_MAX)
  return Array.from({ length: count }, (_, position) => paths.sitemapOf(name, position + 1))
}

/**
 * GET /sitemaps/2025-04.xml, /sitemaps/2025.xml and /sitemaps/undated.xml, and what they have no room for in
 * /sitemaps/2025.2.xml. A hyphen there would make the tenth of a year the one of its October.
 */
export function sitemap(site: Site): Handler<object, '/sitemaps/:name'> {
  return async (c) => {
    const [, period, number = '1'] = NAME.exec(c.req.param('name')) ?? []
    const ids = period === undefined ? [] : await listIds(site, period, Number(number))
    if (ids.length === 0) return notFound(c, site, 'There is no such sitemap.')
    return xml(c, 'urlset', 'url', site.publicUrl, ids.map(paths.paper))
  }
}

const NAME = /^([\w-]+)(?:\.([2-9]|[1-9]\d{1,3}))?\.xml$/

async function listIds(site: Site, period: string, number: number): Promise<string[]> {
  const slice = { limit: ADDRESSES_MAX, offset: (number - 1) * ADDRESSES_MAX }
  if (period === UNDATED) return listIdsWithoutEdition(site.db, null, slice)
  if (/^[12]\d{3}$/.test(period)) return listIdsWithoutEdition(site.db, Number(period), slice)
  const days = parseMonth(period)
  return days ? listIdsOfEditions(site.db, days, slice) : []
}

/** As plain text: a template each for 50,000 addresses would be work for nothing. */
function xml(c: Context, list: string, item: string, publicUrl: string, at: string[]): Response {
  const places = at.map((path) => `<${item}><loc>${escapeXml(publicUrl + path)}</loc></${item}>\n`)
  return c.body(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${list} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${places.join('')}</${list}>\n`,
    200,
    { 'content-type': 'application/xml; charset=utf-8' },
  )
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}
