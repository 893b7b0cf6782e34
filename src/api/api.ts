import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Database } from '../database/database.ts'
import { SearchUnavailable, type Search } from '../search/search.ts'
import type { ServiceStatus } from '../status/status.ts'
import { paperById } from './paper.ts'
import { searchPapers } from './search-papers.ts'
import { serviceStatus } from './status.ts'
import { suggest } from './suggest.ts'

/** What every answer is made from. */
export interface Api {
  db: Database
  search: Search
  publicUrl: string // without a slash at its end
  paths: {
    paper(id: string): string
    search(query: string): string
    icon(name: string): string
  }
  status: () => Promise<ServiceStatus>
  log: (failure: { errorId: string; path: string; err: unknown }) => void
}

/** The doors for programs, under /api. */
export function api(options: Api): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('access-control-allow-origin', '*') // everything here is public, and no cookie is read
  })
  app.get('/suggest', suggest(options))
  app.get('/status', serviceStatus(options))
  app.get('/papers/search', searchPapers(options))
  app.get('/papers/:id{.+}', paperById(options))
  app.all('*', (c) => refuse(c, 404, 'There is nothing at this address'))
  app.onError((error, c) => {
    if (error instanceof SearchUnavailable) {
      c.header('retry-after', '2') // by then a search thread that died has a successor
      return refuse(c, 503, 'Search cannot answer just now')
    }
    const errorId = randomUUID().slice(0, 8)
    options.log({ errorId, path: c.req.path, err: error })
    return refuse(c, 500, `This is our fault and has been noted under ${errorId}`)
  })
  return app
}

/** Answers with an error in the form that clients of the contract read: in the body and in a header. ASCII only. */
export function refuse(c: Context, status: 400 | 404 | 500 | 503, error: string): Response {
  c.header('x-error-message', error)
  return c.json({ error }, status)
}
