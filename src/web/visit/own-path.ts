import type { Context } from 'hono'

const PATH_LENGTH_MAX = 1_000

/**
 * Where to go after signing in, from a parameter that anybody can write: a path of this site with its parameters, or
 * null. '//evil.example', '/\evil.example' and whatever else a browser would read as another site is none.
 */
export function ownPath(text: string | undefined): string | null {
  if (!text || text.length > PATH_LENGTH_MAX || !/^\/(?![/\\])/.test(text)) return null
  const url = URL.parse(text, HERE)
  if (url?.origin !== HERE) return null
  const path = url.pathname + url.search
  return path.startsWith('//') ? null : path // '/.//evil.example' becomes one
}

const HERE = 'http://site.invalid'

/** The path of the page that held the form, as far as the browser tells. Null otherwise. */
export function cameFrom(c: Context): string | null {
  const referer = c.req.header('referer')
  const url = referer === undefined ? null : URL.parse(referer)
  return url && ownPath(url.pathname + url.search)
}
