import type { Context } from 'hono'

/** Addresses that are remembered at once: a flood of others makes the oldest forgotten, never the memory full. */
const ADDRESSES_MAX = 10_000

/** Whether whoever sends a request may do a thing once more now. Counts in the memory of this process, and keeps nothing. */
export type Turns = (c: Context, now: Date) => boolean

/** `most` times in `perMs` for one address. Behind a proxy, all readers have the one of the proxy. */
export function turns(most: number, perMs: number): Turns {
  const spent = new Map<string, { since: number; times: number }>()
  return (c, now) => {
    const address = remoteAddress(c) ?? ''
    const before = spent.get(address)
    const isOver = before === undefined || now.getTime() - before.since >= perMs
    const entry = isOver ? { since: now.getTime(), times: 0 } : before
    if (entry.times >= most) return false
    entry.times++
    spent.delete(address) // last seen, last forgotten
    spent.set(address, entry)
    if (spent.size > ADDRESSES_MAX) spent.delete(spent.keys().next().value!)
    return true
  }
}

/** What @hono/node-server tells of the connection; undefined where there is none, as in tests. */
function remoteAddress(
  c: Context<{ Bindings: { incoming?: { socket: { remoteAddress?: string } } } | undefined }>,
): string | undefined {
  return c.env?.incoming?.socket.remoteAddress
}
