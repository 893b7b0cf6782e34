import type { Limit } from '../accounts/allowance-store.ts'

const HOUR_MS = 3_600_000

/** Behind one of these is a house or this machine: they say nothing about who votes (RFC 1918, RFC 4193, RFC 6890). */
const INSIDE =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|fe[89ab]|0:0:0:0)/

/** What a network may spend on votes for a paper, as `spend` takes it. */
export interface Allowance {
  key: [what: string, who: string]
  limit: Limit
}

/**
 * How many votes a network may give a paper before others are held: `perNetwork` at once, and as many in every hour
 * after. Null: any number, as when `perNetwork` is 0.
 */
export function votesFrom(
  network: string | null,
  paperId: string,
  perNetwork: number,
): Allowance | null {
  if (perNetwork === 0 || network === null || INSIDE.test(network)) return null
  const limit = { atOnce: perNetwork, everyMs: HOUR_MS / perNetwork }
  return { key: [`votes for ${paperId} from`, network], limit }
}
