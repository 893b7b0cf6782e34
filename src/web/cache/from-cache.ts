import { Hono, type Context } from 'hono'
import { isPersonal, paths } from '../paths.ts'
import { mayBeSignedIn } from '../visit/cookies.ts'
import type { Visit } from '../visit/visit.ts'
import { canonicalAddress } from './address.ts'
import type { PageCache } from './page-cache.ts'
import { bytesOf, encodingFor, formOf, isKnown, renderedPage } from './rendered-page.ts'

const ORIGIN = 'http://site' // of every request that reaches a page; links name the public address

/**
 * The same site, with its pages kept and compressed. A page is rendered from its path and the parameters it reads
 * alone: neither the headers of who asks first, the host among them, nor unknown parameters reach what others are shown.
 * People who are signed in get pages of their own, which are never kept.
 */
export function fromCache(
  site: Hono,
  cache: PageCache,
  findVisit: (c: Context) => Promise<Visit | null>,
): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    const visit = mayBeSignedIn(c.req.header('cookie')) ? await findVisit(c) : null
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isReading) return site.fetch(c.req.raw, bindings(c, visit))

    const { pathname, search } = new URL(c.req.url)
    const address = canonicalAddress(pathname + search)
    const isFile = pathname.startsWith(paths.asset('')) // the same for everybody
    if (!isFile && (visit || isPersonal(pathname))) return ownPage(site, c, address, visit)

    const make = async (isWanted: () => boolean) =>
      renderedPage(await site.fetch(new Request(ORIGIN + address), { isWanted }))
    const page = await cache.render(address, make, c.req.raw.signal)

    const form = await formOf(page, encodingFor(page, c.req.header('accept-encoding')))
    if (isKnown(form, c.req.header('if-none-match'))) return c.body(null, 304, form.notModified)
    return new Response(bytesOf(form), { status: form.status, headers: form.headers })
  })
  return app
}

/** What the server tells of the connection, and who asks. */
function bindings(c: Context, visit: Visit | null): object {
  const connection: object = c.env ?? {}
  return { ...connection, visit }
}

/** A page for one person, or one that depends on more than its address. Compressed like others, and forgotten. */
async function ownPage(
  site: Hono,
  c: Context,
  address: string,
  visit: Visit | null,
): Promise<Response> {
  const request = new Request(ORIGIN + address, { headers: c.req.raw.headers })
  const { signal } = c.req.raw
  const isWanted = () => !signal.aborted
  const response = await site.fetch(request, { ...bindings(c, visit), isWanted })
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', visit ? 'private, no-cache' : 'no-cache')
  }
  const cookies = response.headers.getSetCookie()
  response.headers.delete('set-cookie')

  const page = await renderedPage(response)
  const form = await formOf(page, encodingFor(page, c.req.header('accept-encoding')))
  const own = new Response(bytesOf(form), {
    status: form.status,
    headers: form.headers,
  })
  own.headers.delete('etag') // nobody is asked twice whether it is the same
  for (const cookie of cookies) own.headers.append('set-cookie', cookie)
  return own
}
