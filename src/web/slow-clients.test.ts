import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { pageCache } from './cache/page-cache.ts'
import { createWebServer } from './server.ts'
import { PATIENCE, type Patience } from './slow-clients.ts'

const LARGE = Buffer.alloc(32 * 1024 * 1024, 'a') // more than the system takes in for a client that reads nothing
const NEVER_MS = 3_600_000

/** A server with this patience and, in all else, one without end. Takes requests to their end and answers at length. */
async function serve(patience: Partial<Patience>) {
  const port = await freePort()
  const app = {
    async fetch(request: Request) {
      if (request.method === 'POST') await request.text()
      return new Response(new URL(request.url).pathname === '/large' ? LARGE : 'small')
    },
  }
  const endless = { headersMs: NEVER_MS, requestMs: NEVER_MS, idleMs: NEVER_MS, answerMs: NEVER_MS }
  const cache = pageCache(() => new Date(0))
  const server = createWebServer(app, cache, {
    ...PATIENCE,
    ...endless,
    checkedMs: 20,
    ...patience,
  })
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, accepted }
}

/** Until the server has let go of its first client: one that reads nothing does not notice. */
async function untilGone(accepted: Promise<Socket>): Promise<void> {
  const socket = await accepted
  if (!socket.closed) await once(socket, 'close')
}

function client(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}) // it may be reset
  onTestFinished(() => {
    socket.destroy()
  })
  return socket
}

/** Ended or reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })
}

const isAnswered = async (port: number) => (await fetch(`http://127.0.0.1:${port}/`)).text()

/** Sends a little for ever. */
function drip(socket: Socket): void {
  const dripping = setInterval(() => socket.write('a'), 10)
  socket.once('close', () => clearInterval(dripping))
}

test('a request whose headers never end is ended, while others are answered', async () => {
  const { port } = await serve({ headersMs: 200 })
  const slow = client(port)
  slow.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  drip(slow)
  slow.resume()
  expect(await isAnswered(port)).toBe('small')
  await closed(slow)
  expect(await isAnswered(port)).toBe('small')
})

test('a request whose body never ends is ended', async () => {
  const slow = client((await serve({ requestMs: 300, headersMs: 200 })).port)
  slow.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n')
  drip(slow)
  slow.resume()
  await closed(slow)
})

test('a connection that never says anything is ended', async () => {
  const silent = client((await serve({ idleMs: 200 })).port)
  silent.resume()
  await closed(silent)
})

test('an answer that nobody takes is given up', async () => {
  const { port, accepted } = await serve({ idleMs: 200 })
  const deaf = client(port)
  deaf.pause()
  deaf.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n')
  await untilGone(accepted)
})

test('an answer that is taken a little at a time, without end, is given up', async () => {
  const { port, accepted } = await serve({ answerMs: 200 })
  const sipping = client(port)
  sipping.pause()
  sipping.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n')
  const sips = setInterval(() => sipping.read(1024), 10)
  onTestFinished(() => clearInterval(sips))
  await untilGone(accepted)
})

test('beyond the number of connections new ones are closed, until one ends', async () => {
  const { port } = await serve({ connections: 1 })
  const first = client(port)
  await once(first, 'connect')
  const second = client(port)
  second.resume()
  await closed(second)
  first.destroy()
  await expect.poll(() => isAnswered(port).catch(() => 'closed'), { timeout: 20_000 }).toBe('small')
})
