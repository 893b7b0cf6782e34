import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { canonicalAddress } from './cache/address.ts'
import type { PageCache } from './cache/page-cache.ts'
import { encodingFor, isKnown } from './cache/rendered-page.ts'
import { paths } from './paths.ts'
import { endSlowClients, PATIENCE } from './slow-clients.ts'
import { mayBeSignedIn } from './visit/cookies.ts'

const UNNAMED = 'localhost' // the host of who names none, as HTTP/1.0 allows: health checks of load balancers do

/**
 * The site on Node's HTTP server. Pages in the cache are sent from here, which is three times as fast as the way
 * through Hono; everything else takes that way and is answered just the same.
 */
export function createWebServer(
  app: { fetch: Parameters<typeof getRequestListener>[0] },
  cache: PageCache,
  patience = PATIENCE,
): Server {
  const throughHono = getRequestListener(app.fetch, { hostname: UNNAMED })

  const options = { connectionsCheckingInterval: patience.checkedMs }
  const server = createServer(options, (request, response) => {
    const address = request.url ?? '/'
    const isCounted = address.startsWith(`${paths.api}/`) // answers to programs say how many are left
    const isForAll = request.method === 'GET' && !mayBeSignedIn(request.headers.cookie)
    const page = isForAll && !isCounted && cache.find(canonicalAddress(address))
    const form = page && page.forms.get(encodingFor(page, request.headers['accept-encoding']))
    if (!form) {
      void throughHono(request, response) // answers its own failures
    } else if (isKnown(form, request.headers['if-none-match'])) {
      response.writeHead(304, form.notModified).end()
    } else {
      response.writeHead(form.status, form.headers).end(form.body, 'latin1')
    }
  })
  endSlowClients(server, patience)
  return server
}
