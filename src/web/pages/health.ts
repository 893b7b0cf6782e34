import type { Handler } from 'hono'
import { answers } from '../../database/answers.ts'
import type { Site } from '../site.ts'

const PATIENCE_MS = 5_000 // the longest statement of a page is far below; whoever asks gives up after about as long

/** GET /healthz: 200 while the service can read its database, else 503. For whoever restarts it or sends readers elsewhere. */
export function health({ db }: Pick<Site, 'db'>): Handler {
  return async (c) => {
    const isWell = await answers(db, PATIENCE_MS)
    const status = isWell ? 'ok' : 'the database does not answer'
    return c.json({ status }, isWell ? 200 : 503, { 'cache-control': 'no-store' })
  }
}
