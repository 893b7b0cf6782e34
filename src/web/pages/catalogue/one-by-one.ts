import { setTimeout as wait } from 'node:timers/promises'
import type { Context, Handler } from 'hono'
import { newTurns } from '../../../lib/turns.ts'
import { isWanted } from '../../cache/wanted.ts'

/** So many come in meanwhile: Node takes one new connection at a time, and answers it, before it looks for the next. */
const OTHERS_MS = 20

/** So many wait at most: the last of them 9 seconds, and clients and proxies give up after 30 or 60. */
export const WAITING_MAX = 20

/** Of these places, so many are one network's: a flood from there leaves places to everybody else. */
export const WAITING_OF_ONE_MAX = 5

/**
 * Handlers of which one works at a time, for files of 10,000 rows: each takes 0.4 s of the processor, and others are
 * answered between two of them. Beyond WAITING_MAX, or WAITING_OF_ONE_MAX of a network, `refuse` answers, and nothing is
 * made for clients that have gone.
 */
export function newOneByOne(
  refuse: Handler,
  networkOf: (c: Context) => string,
): (make: Handler) => Handler {
  const inTurn = newTurns()
  const waiting = newPlaces()
  return (make) => (c, next) => {
    const network = networkOf(c)
    if (waiting.areTaken(network)) return refuse(c, next)
    waiting.add(network, 1)
    return inTurn('file', async () => {
      waiting.add(network, -1)
      if (isWanted(c)) await wait(OTHERS_MS)
      return isWanted(c) ? make(c, next) : refuse(c, next) // which reaches only who asks at this very moment
    })
  }
}

function newPlaces() {
  const taken = new Map<string, number>() // by network
  let all = 0
  return {
    areTaken(network: string): boolean {
      return all >= WAITING_MAX || (taken.get(network) ?? 0) >= WAITING_OF_ONE_MAX
    },
    add(network: string, count: 1 | -1): void {
      all += count
      const left = (taken.get(network) ?? 0) + count
      if (left === 0) taken.delete(network)
      else taken.set(network, left)
    },
  }
}
