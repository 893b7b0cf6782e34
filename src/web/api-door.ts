import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { refuse } from '../api/api.ts'
import { rateCounter, WINDOW_S, type RateRule, type Standing } from '../api/rates.ts'
import { paths } from './paths.ts'
import { securityHeaders } from './security-headers.ts'
import type { Site } from './site.ts'
import { networkOfRequest } from './visit/network.ts'

/** Answers that a network may have in five minutes; 0: no limit. */
export interface ApiLimits {
  api: number
  search: number
}

/** The site with what every answer under /api gets, kept or made, good or bad: any site may read it, and how often. */
export function apiDoor(pages: Hono, site: Site, limits: ApiLimits): Hono {
  const door = new Hono()
  door.use(`${paths.api}/*`, crossOrigin(), limited(site, limits))
  door.all('*', (c) => {
    const connection: object = c.env ?? {}
    return pages.fetch(c.req.raw, connection)
  })
  return door
}

const EXPOSED = 'Link, RateLimit, RateLimit-Policy, Retry-After, X-Error-Code, X-Error-Message'
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '86400', // by the contract
}

/** Everything here is public, and no cookie comes along: credentials are not allowed. */
function crossOrigin(): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 200, headers: PREFLIGHT })
    else await next()
    c.res.headers.set('access-control-allow-origin', origin ?? '*')
    c.res.headers.set('access-control-expose-headers', EXPOSED)
    c.res.headers.append('vary', 'Origin')
  }
}

const SUGGESTIONS_A_QUESTION = 4 // a query is completed at every pause of typing, for everyone in an office at once

/** Headers as clients of the contract read them, and 429 for a question too many. */
function limited({ now, publicUrl, trustedProxies }: Site, limits: ApiLimits): MiddlewareHandler {
  const count = rateCounter(now)
  const protect = securityHeaders(publicUrl)
  return async (c, next) => {
    const rule = ruleFor(c.req.path, limits)
    if (rule.quota === 0) return next()
    const standing = count(networkOfRequest(c, trustedProxies) ?? 'unknown', rule)
    if (standing.isOver) await protect(c, async () => void (c.res = tooMany(c, standing)))
    else await next()
    c.res.headers.set(
      'ratelimit',
      `"${rule.bucket}";r=${standing.remaining};t=${standing.resetsIn}`,
    )
    c.res.headers.set(
      'ratelimit-policy',
      `"fixed window";"${rule.bucket}";q=${rule.quota};w=${WINDOW_S}`,
    )
    return undefined
  }
}

function ruleFor(path: string, { api, search }: ApiLimits): RateRule {
  if (path === `${paths.api}/papers/search`) return { bucket: 'search', quota: search }
  if (path === paths.suggest) return { bucket: 'suggest', quota: api * SUGGESTIONS_A_QUESTION }
  return { bucket: 'api', quota: api }
}

function tooMany(c: Context, { resetsIn }: Standing): Response {
  c.header('retry-after', String(resetsIn))
  c.header('cache-control', 'no-store')
  return refuse(c, 429, `Too many requests: try again in ${resetsIn} seconds`)
}
