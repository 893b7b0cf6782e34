import { setTimeout as wait } from 'node:timers/promises'
import type { Handler } from 'hono'
import { newTurns } from '../../../lib/turns.ts'
import { isWanted } from '../../cache/wanted.ts'

/** So many come in meanwhile: Node takes one new connection at a time, and answers it, before it looks for the next. */
const OTHERS_MS = 20

/** So many wait at most: the last of them 9 seconds, and clients and proxies give up after 30 or 60. */
export const WAITING_MAX = 20

/**
 * Handlers of which one works at a time, for files of 10,000 rows: each takes 0.4 s of the processor, and others are
 * answered between two of them. Beyond WAITING_MAX `refuse` answers, and nothing is made for clients that have gone.
 */
export function newOneByOne(refuse: Handler): (make: Handler) => Handler {
  const inTurn = newTurns()
  let waiting = 0
  return (make) => (c, next) => {
    if (waiting >= WAITING_MAX) return refuse(c, next)
    waiting++
    return inTurn('file', async () => {
      waiting--
      if (isWanted(c)) await wait(OTHERS_MS)
      return isWanted(c) ? make(c, next) : refuse(c, next) // which reaches only who asks at this very moment
    })
  }
}
