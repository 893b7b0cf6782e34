import { randomUUID } from 'node:crypto'
import type { ErrorHandler } from 'hono'
import { html } from 'hono/html'
import { SearchUnavailable } from '../../search/search.ts'
import type { Site } from '../site.ts'
import { problemPage } from './not-found.ts'

/** Something failed while a page was made. The reader is told the id under which it was logged, and no more. */
export interface Failure {
  errorId: string
  path: string
  err: unknown // the name under which the log writes errors with their stack
}

const AGAIN_IN_S = '2' // by then a search thread that died has a successor

/** Answers 500, and 503 while search cannot answer, which has been noted where it happened. */
export function serverErrorPage(site: Site, log: (failure: Failure) => void): ErrorHandler {
  return (error, c) => {
    if (error instanceof SearchUnavailable) {
      c.header('retry-after', AGAIN_IN_S)
      const help = 'It is starting again. Another try in a moment will work.'
      return c.html(problemPage(site, 'Search cannot answer just now', help), 503)
    }
    const errorId = randomUUID().slice(0, 8)
    log({ errorId, path: c.req.path, err: error })
    const help = html`This is our fault and has been noted under <code>${errorId}</code>. Another
      try may work.`
    return c.html(problemPage(site, 'This page could not be made', help), 500)
  }
}
