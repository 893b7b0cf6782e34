import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../../test/free-port.ts'
import { fromCache } from '../../cache/from-cache.ts'
import { pageCache } from '../../cache/page-cache.ts'
import { createWebServer } from '../../server.ts'
import { newOneByOne, WAITING_MAX } from './one-by-one.ts'

const PATIENCE = { timeout: 20_000 } // only a failure waits so long

/** A server whose files are made as the test says: each waits for `open`. */
async function serve() {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const made: string[] = []
  let came = 0
  const oneByOne = newOneByOne((c) => c.text('busy', 503))
  const file = oneByOne(async (c) => {
    made.push(c.req.path)
    await gate
    return c.body(c.req.path)
  })
  const files = new Hono().get('/:name', async (c, next) => {
    came++
    return file(c, next)
  })
  const cache = pageCache(() => new Date(0))
  const server = createWebServer(
    fromCache(files, cache, async () => null),
    cache,
  )
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    open()
    server.closeAllConnections()
    server.close()
  })
  /** Each with a connection of its own. */
  const ask = async (name: string, signal?: AbortSignal) => {
    const request = get(`http://127.0.0.1:${port}/${name}`, { agent: false, ...(signal && { signal }) }) // prettier-ignore
    const [response]: IncomingMessage[] = await once(request, 'response')
    return { status: response!.statusCode, text: await text(response!) }
  }
  const connections = () => new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n))) // prettier-ignore
  return { ask, open, made, came: () => came, connections }
}

test('one file is made, so many wait for their turn, and whoever comes then is refused at once', async () => {
  const { ask, open, made, came } = await serve()
  const first = ask('first')
  await expect.poll(() => made, PATIENCE).toEqual(['/first'])
  const waiting = Array.from({ length: WAITING_MAX }, (_, n) => ask(`file-${n}`))
  await expect.poll(came, PATIENCE).toBe(1 + WAITING_MAX)

  expect(await ask('late')).toEqual({ status: 503, text: 'busy' })
  expect(made).toEqual(['/first'])

  open()
  for (const answer of await Promise.all([first, ...waiting])) expect(answer.status).toBe(200)
  expect((await ask('late')).status).toBe(200)
})

test('nothing is made for clients that have gone, unless somebody else waits for the same', async () => {
  const { ask, open, made, came, connections } = await serve()
  const first = ask('first')
  await expect.poll(() => made, PATIENCE).toEqual(['/first'])
  const leaving = new AbortController()
  const left = ['left', 'shared'].map((name) => ask(name, leaving.signal).catch(() => 'left'))
  await expect.poll(came, PATIENCE).toBe(3)
  const staying = [ask('shared'), ask('last')]
  await expect.poll(came, PATIENCE).toBe(4)
  await expect.poll(connections, PATIENCE).toBe(5)
  leaving.abort()
  await Promise.all(left)
  await expect.poll(connections, PATIENCE).toBe(3)

  open()
  for (const answer of await Promise.all([first, ...staying])) expect(answer.status).toBe(200)
  expect(made.toSorted()).toEqual(['/first', '/last', '/shared'])
})
