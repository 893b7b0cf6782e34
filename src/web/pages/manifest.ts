import type { Handler } from 'hono'
import { paths } from '../paths.ts'
import { SITE_NAME } from '../site-name.ts'

const MANIFEST = JSON.stringify({
  name: SITE_NAME,
  short_name: SITE_NAME,
  start_url: paths.front,
  display: 'browser',
  background_color: '#fbfaf6',
  theme_color: '#fbfaf6',
  icons: [192, 512].map((size) => ({
    src: paths.icon(`icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
  })),
})

/** GET /site.webmanifest */
export function manifest(): Handler {
  return (c) => c.body(MANIFEST, 200, { 'content-type': 'application/manifest+json' })
}
