import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How long a client may take, and how many there may be at once. Each is far more than an honest one on a bad line needs. */
export interface Patience {
  headersMs: number // from the beginning of a request to the end of its headers: one packet, as a rule
  requestMs: number // to the end of its body: a library of some megabytes over a telephone
  idleMs: number // while nothing is sent and nothing taken, also while we make the answer: none may take as long
  answerMs: number // for an answer that is taken in, but never quite
  checkedMs: number // how often all this is looked at
  connections: number // at once: each costs 10 to 30 kB here, and a place among the open files
}

export const PATIENCE: Patience = {
  headersMs: 20_000,
  requestMs: 120_000,
  idleMs: 60_000,
  answerMs: 300_000,
  checkedMs: 5_000,
  connections: 5_000,
}

/**
 * Ends connections that only keep a place: requests that never end, answers that nobody takes, and silence. Others are
 * answered meanwhile all the same. Beyond the number of connections new ones are closed at once.
 */
export function endSlowClients(server: Server, patience: Patience): void {
  server.headersTimeout = patience.headersMs
  server.requestTimeout = patience.requestMs
  server.timeout = patience.idleMs
  server.maxConnections = patience.connections
  endSlowReaders(server, Math.ceil(patience.answerMs / patience.checkedMs), patience.checkedMs)
}

/** A client that takes a byte now and then is never idle: what counts is that it never has all that was written. */
function endSlowReaders(server: Server, checks: number, everyMs: number): void {
  const behind = new Map<Socket, number>() // checks in a row at which it had not taken all
  server.on('connection', (socket: Socket) => {
    behind.set(socket, 0)
    socket.on('drain', () => behind.set(socket, 0))
    socket.once('close', () => behind.delete(socket))
  })
  const checking = setInterval(() => {
    for (const [socket, times] of behind) {
      const now = socket.writableLength > 0 ? times + 1 : 0
      behind.set(socket, now)
      if (now > checks) socket.destroy()
    }
  }, everyMs)
  server.once('close', () => clearInterval(checking))
  checking.unref()
}
