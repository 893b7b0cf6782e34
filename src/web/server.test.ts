import { once } from 'node:events'
import { connect } from 'node:net'
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { posted, testSite, TODAY } from '../../test/test-site.ts'
import { paths } from './paths.ts'
import { createWebServer } from './server.ts'

const site = await testSite()
await site.print(posted(TODAY, 1))
const port = await freePort()
const server = createWebServer(site.app, site.cache).listen(port, '127.0.0.1')
await once(server, 'listening')
afterAll(() => server.close())

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ port, path, headers, method, host: '127.0.0.1' }, async (response) => {
      const body = Buffer.concat(await response.toArray())
      resolve({ status: response.statusCode!, headers: { ...response.headers }, body })
    })
    asking.on('error', reject).end()
  })
}

const UNSTEADY = new Set(['date'])
const steady = ({ status, headers, body }: Answer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !UNSTEADY.has(name))),
  body: body.toString('base64'),
})

test('a page from the cache is the same, byte by byte, as the one that was rendered for it', async () => {
  for (const encoding of ['br', 'gzip', 'identity']) {
    for (const path of [
      paths.day(TODAY),
      paths.paper('2504.00001'),
      paths.robots,
      '/icon-180.png',
    ]) {
      site.cache.drop()
      const rendered = await get(path, { 'accept-encoding': encoding })
      const kept = await get(path, { 'accept-encoding': encoding })
      expect(steady(kept)).toEqual(steady(rendered))
    }
  }
})

test.each([paths.health, paths.front, '/nothing'])(
  'HTTP/1.0 without a host, as load balancers ask, is answered: %s',
  async (path) => {
    site.cache.drop()
    const socket = connect(port, '127.0.0.1')
    socket.end(`GET ${path} HTTP/1.0\r\n\r\n`)
    const answer = Buffer.concat(await socket.toArray()).toString('latin1')
    const { status } = await get(path)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(status).not.toBe(400)
  },
)

test('each encoding holds the same text', async () => {
  const plain = (await get(paths.front)).body.toString()
  const br = await get(paths.front, { 'accept-encoding': 'br' })
  const gzip = await get(paths.front, { 'accept-encoding': 'gzip' })

  expect(plain).toContain('A plain title')
  expect(br.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(br.body).toString()).toBe(plain)
  expect(gunzipSync(gzip.body).toString()).toBe(plain)
  expect(new Set([br.headers.etag, gzip.headers.etag]).size).toBe(2)
  expect(br.headers.vary).toBe('accept-encoding')
})

test('who has the page already is told so, kept or not', async () => {
  const { headers } = await get(paths.front, { 'accept-encoding': 'br' })
  const asking = {
    'accept-encoding': 'br',
    'if-none-match': `"other", W/${String(headers.etag)}`,
  }

  const fromCache = await get(paths.front, asking)
  site.cache.drop()
  const rendered = await get(paths.front, asking)

  expect(fromCache.status).toBe(304)
  expect(fromCache.body.length).toBe(0)
  expect(steady(rendered)).toEqual(steady(fromCache))
})

test('a page that changed has another ETag', async () => {
  const before = await get(paths.day('2025-04-16'))
  await site.print(posted('2025-04-16', 2))
  const after = await get(paths.day('2025-04-16'), {
    'if-none-match': String(before.headers.etag),
  })

  expect(after.status).toBe(200)
  expect(after.headers.etag).not.toBe(before.headers.etag)
})

test('HEAD answers like GET without the body', async () => {
  const full = await get(paths.front)
  const head = await get(paths.front, {}, 'HEAD')

  expect(head.status).toBe(200)
  expect(head.body.length).toBe(0)
  expect(head.headers['content-length']).toBe(String(full.body.length))
})

test('unknown parameters lead to the page that is kept', async () => {
  await get(paths.front)
  const kept = site.cache.find('/')
  await get('/?utm_source=mail')
  expect(site.cache.find('/')).toBe(kept)
})

test('pictures are not compressed', async () => {
  const icon = await get('/icon-180.png', { 'accept-encoding': 'br, gzip' })
  expect(icon.headers['content-encoding']).toBeUndefined()
  expect(icon.headers['content-type']).toBe('image/png')
})

test('what is no HTTP address is refused, and never an error of ours', async () => {
  const hostile = [
    '/\\evil',
    '/%00',
    '/%',
    '/%ff',
    '/%ED%A0%80',
    '/papers/%0d%0aset-cookie:x',
    '/papers/..%2f..%2fetc',
    '//evil.example/',
    '/papers/date/%00',
    '/authors/%F0%9F',
    `/papers/${'a'.repeat(5000)}`,
    '/papers/a?page=%00',
    '/sitemaps/..%2f',
    '/sitemaps/99999.xml',
  ]
  for (const path of hostile) {
    const status = await statusOf(path)
    expect([path, status >= 300 && status < 500]).toEqual([path, true])
  }
  for (const path of ['/papers?page=%F0', '/papers?page=99999999999999999999', '/?page=']) {
    expect([path, await statusOf(path)]).toEqual([path, 200])
  }
  expect(site.failures).toEqual([])
})

/** Clients of HTTP libraries repair or refuse such addresses, so this one writes what it is told to. */
async function statusOf(path: string): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
  const answer = Buffer.concat(await socket.toArray()).toString('latin1')
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
}
