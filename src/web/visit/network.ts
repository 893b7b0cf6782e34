import type { Context } from 'hono'
import { networkOf } from '../../lib/network.ts'

/**
 * Where a request comes from, as far as limits are concerned. Of the addresses that proxies have noted
 * (X-Forwarded-For), as many are believed as there are proxies of ours, from the last: what stands before them, anybody
 * can write. Null over a socket that has no address.
 */
export function networkOfRequest(c: Context, trustedProxies: number): string | null {
  const noted = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim())
  const chain = [...noted.filter((each) => each !== ''), remoteAddress(c) ?? '']
  return networkOf(chain.at(-1 - trustedProxies) ?? chain[0]!)
}

/** What @hono/node-server tells of the connection. */
function remoteAddress(c: Context<{ Bindings: Connection | undefined }>): string | undefined {
  return c.env?.incoming?.socket.remoteAddress
}

interface Connection {
  incoming?: { socket: { remoteAddress?: string } }
}
