import { randomUUID } from 'node:crypto'
import type { ErrorHandler } from 'hono'
import { html } from 'hono/html'
import type { Site } from '../site.ts'
import { problemPage } from './not-found.ts'

/** Something failed while a page was made. The reader is told the id under which it was logged, and no more. */
export interface Failure {
  errorId: string
  path: string
  err: unknown // the name under which the log writes errors with their stack
}

/** Answers 500. */
export function serverErrorPage(site: Site, log: (failure: Failure) => void): ErrorHandler {
  return (error, c) => {
    const errorId = randomUUID().slice(0, 8)
    log({ errorId, path: c.req.path, err: error })
    const help = html`This is our fault and has been noted under <code>${errorId}</code>. Another
      try may work.`
    return c.html(problemPage(site, 'This page could not be made', help), 500)
  }
}
