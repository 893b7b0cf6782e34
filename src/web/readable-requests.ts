import type { Context, MiddlewareHandler } from 'hono'
import { refuse as refuseProgram } from '../api/api.ts'
import { problemPage } from './pages/not-found.ts'
import { paths } from './paths.ts'
import type { Site } from './site.ts'

const ADDRESS_LENGTH_MAX = 2_000 // path and query: the longest ids and names stay far below, and every browser can send it

/**
 * Pages can be read, and take forms where they have some; the API can be read. What is no address at all is refused
 * before it reaches a page or the database; a slash too many at the end is taken away.
 */
export function readableRequests(site: Site): MiddlewareHandler {
  return async (c, next) => {
    const isForm = c.req.method === 'POST' && !c.req.path.startsWith(`${paths.api}/`)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isForm) return onlyToBeRead(c, site)
    const { pathname: path, search } = new URL(c.req.url)
    if (path.length + search.length > ADDRESS_LENGTH_MAX) {
      return refuse(c, site, 414, 'This address is too long', 'No page here has one like it.')
    }
    if (!isReadable(path)) {
      return refuse(c, site, 400, 'This address cannot be read', 'It is not well-formed.')
    }
    const trimmed = path.replace(/\/+$/, '')
    const isHere = /^\/[^/\\]/.test(trimmed) // '//host/' would lead to another site
    if (trimmed !== path && isHere && !isForm) return c.redirect(trimmed + search, 301)
    return next()
  }
}

/** Answers 405: of a method that nothing here has, or of a form that the page does not take. */
export function onlyToBeRead(c: Context, site: Site): Response | Promise<Response> {
  c.header('allow', 'GET, HEAD')
  return refuse(c, site, 405, 'This page can only be read', 'It accepts GET and HEAD.')
}

/** People are told by a page, programs by JSON. */
function refuse(
  c: Context,
  site: Site,
  status: 400 | 405 | 414,
  title: string,
  help: string,
): Response | Promise<Response> {
  return c.req.path.startsWith(`${paths.api}/`)
    ? refuseProgram(c, status, title)
    : c.html(problemPage(site, title, help), status)
}

/** Every percent sign begins a byte, the bytes are UTF-8, and no control character hides in them: databases refuse NUL. */
function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path))
  } catch {
    return false
  }
}
