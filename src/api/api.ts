import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Database } from '../database/database.ts'
import { SearchUnavailable, type Search } from '../search/search.ts'
import type { ServiceStatus } from '../status/status.ts'
import { allPapers } from './all-papers.ts'
import { BadQuestion } from './asked.ts'
import { dailyPapers } from './daily-papers.ts'
import { paperById } from './paper.ts'
import { reposOfPaper } from './repos.ts'
import { searchPapers } from './search-papers.ts'
import { serviceStatus } from './status.ts'
import { suggest } from './suggest.ts'

/** What every answer is made from. */
export interface Api {
  db: Database
  search: Search
  publicUrl: string // without a slash at its end
  paths: {
    api: string
    paper(id: string): string
    search(query: string): string
    icon(name: string): string
  }
  status: () => Promise<ServiceStatus>
  now: () => Date
  log: (failure: { errorId: string; path: string; err: unknown }) => void
}

/** The doors for programs, under /api. */
export function api(options: Api): Hono {
  const app = new Hono()
  app.get('/suggest', suggest(options))
  app.get('/status', serviceStatus(options))
  app.get('/daily_papers', dailyPapers(options))
  app.get('/arxiv/:id{.+}', reposOfPaper())
  app.get('/papers', allPapers(options))
  app.get('/papers/search', searchPapers(options))
  app.get('/papers/:id{.+}', paperById(options))
  app.all('*', (c) => refuse(c, 404, 'There is nothing at this address'))
  app.onError((error, c) => {
    if (error instanceof BadQuestion) return refuse(c, 400, error.message)
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

/** What clients tell failures apart by, besides the status. */
const ERROR_CODES = {
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  414: 'UriTooLong',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'Unavailable',
}

/** Answers with an error in the form that clients of the contract read: in the body and in headers. ASCII only. */
export function refuse(c: Context, status: keyof typeof ERROR_CODES, error: string): Response {
  c.header('x-error-message', error)
  c.header('x-error-code', ERROR_CODES[status])
  return c.json({ error }, status)
}
