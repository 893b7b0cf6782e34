import { Hono } from 'hono'
import { canonicalAddress } from './address.ts'
import type { PageCache } from './page-cache.ts'
import { encodingFor, formOf, isKnown, renderedPage } from './rendered-page.ts'

const ORIGIN = 'http://site' // of every request that reaches a page; links name the public address

/**
 * The same site, with its pages kept and compressed. A page is rendered from its path and the parameters it reads
 * alone: neither the headers of who asks first, the host among them, nor unknown parameters reach what others are shown.
 */
export function fromCache(site: Hono, cache: PageCache): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return site.fetch(c.req.raw, c.env)

    const { pathname, search } = new URL(c.req.url)
    const address = canonicalAddress(pathname + search)
    const page = await cache.render(address, async () =>
      renderedPage(await site.fetch(new Request(ORIGIN + address))),
    )

    const form = await formOf(page, encodingFor(page, c.req.header('accept-encoding')))
    if (isKnown(form, c.req.header('if-none-match'))) return c.body(null, 304, form.notModified)
    return new Response(new Uint8Array(form.body), { status: form.status, headers: form.headers })
  })
  return app
}
