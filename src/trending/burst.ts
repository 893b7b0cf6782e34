import { spend } from '../accounts/allowance-store.ts'
import type { Database } from '../database/database.ts'

const HOUR_MS = 3_600_000

/** Behind one of these is a house or this machine: they say nothing about who votes (RFC 1918, RFC 4193, RFC 6890). */
const INSIDE =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|fe[89ab]|0:0:0:0)/

/**
 * Whether a network gives a paper more votes than it may: `perNetwork` at once, and as many in every hour after; 0 is
 * any number. Notes this one.
 */
export async function isBurst(
  db: Database,
  { paperId, network, perNetwork }: { paperId: string; network: string | null; perNetwork: number },
  now: Date,
): Promise<boolean> {
  if (perNetwork === 0 || network === null || INSIDE.test(network)) return false
  const limit = { atOnce: perNetwork, everyMs: HOUR_MS / perNetwork }
  return !(await spend(db, [`votes for ${paperId} from`, network], limit, now))
}
