import type { Handler } from 'hono'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'

/** GET /robots.txt: everything may be read. */
export function robots(site: Site): Handler {
  return (c) => c.text(`User-agent: *\nAllow: /\nSitemap: ${site.publicUrl}${paths.sitemap}\n`)
}
