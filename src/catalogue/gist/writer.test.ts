import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { draft, testSite } from '../../../test/test-site.ts'
import { paths } from '../../web/paths.ts'
import { correctFindings } from '../../community/correct-finding.ts'
import { startGistWriter, writeNext } from './writer.ts'

const site = await testSite()
await site.print(
  draft(1, {
    title: 'MapNet: Faster Maps',
    abstract: 'We propose MapNet, a model with 7B parameters. It is faster.',
    published: { at: new Date('2025-04-02'), precision: 'day' },
  }),
  draft(2, { title: 'Without an abstract' }),
)

const GIST = 'A model of 7 billion parameters that draws maps faster.'
const chat = (content: string) => JSON.stringify({ choices: [{ message: { content } }] })

let answer: RequestListener
let asked: { headers: Record<string, unknown>; body: string }[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    asked.push({ headers: request.headers, body })
    answer(request, response)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const failures: unknown[] = []
const options = (model: string, timeoutMs = 20_000) => ({
  endpoint: {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model,
    key: 'secret',
    timeoutMs,
  },
  now: () => new Date('2025-04-17T12:00:00Z'),
  failed: (error: unknown) => failures.push(error),
})

beforeEach(async () => {
  asked = []
  failures.length = 0
  await site.db.deleteFrom('machineGists').execute()
})

test('a gist is asked for once, kept, and shown as written by a machine', async () => {
  answer = (_, response) => response.end(chat(GIST))
  expect(await writeNext(site.db, options('small-model'), 0)).toBe('written')
  expect(await writeNext(site.db, options('small-model'), 0)).toBe('nothing left')
  expect(asked).toHaveLength(1)
  expect(asked[0]!.headers['authorization']).toBe('Bearer secret')
  expect(JSON.parse(asked[0]!.body)).toMatchObject({ model: 'small-model', temperature: 0 })
  site.cache.drop()
  const page = await site.read(paths.paper('2504.00001'))
  expect(page).toContain(GIST)
  expect(page).toContain('Written by a machine (small-model)')
})

test('a new reading of the same text keeps it, a person’s word goes before it', async () => {
  answer = (_, response) => response.end(chat(GIST))
  await writeNext(site.db, options('small-model'), 0)
  const gist = async () =>
    (await site.db.selectFrom('readings').select(['gist', 'gistBy']).where('paperId', '=', '2504.00001').executeTakeFirstOrThrow()) // prettier-ignore
  const by = { person: null, at: new Date('2025-04-17') }
  await correctFindings(site.db, '2504.00001', [{ kind: 'kind', quote: '', action: 'change', value: { kind: 'study' } }], by) // prettier-ignore
  expect(await gist()).toEqual({ gist: GIST, gistBy: 'small-model' })
  await correctFindings(site.db, '2504.00001', [{ kind: 'gist', quote: '', action: 'change', value: { gist: 'Maps.' } }], by) // prettier-ignore
  expect(await gist()).toEqual({ gist: 'Maps.', gistBy: null })
})

test('a made-up number is never shown, and the paper is not asked for again', async () => {
  answer = (_, response) => response.end(chat('A model of 8 billion parameters that draws maps.'))
  expect(await writeNext(site.db, options('liar'), 0)).toBe('written')
  expect(await writeNext(site.db, options('liar'), 0)).toBe('nothing left')
  expect(await site.db.selectFrom('machineGists').select('gist').execute()).toEqual([
    { gist: null },
  ])
})

test('429 is waited for as long as it says', async () => {
  answer = (_, response) => response.writeHead(429, { 'retry-after': '7' }).end()
  expect(await writeNext(site.db, options('busy'), 0)).toEqual({ pauseMs: 7_000 })
  expect(await writeNext(site.db, options('busy'), 2)).toEqual({ pauseMs: 7_000 })
  expect(await site.db.selectFrom('machineGists').selectAll().execute()).toEqual([])
})

test.each<[string, RequestListener]>([
  ['500', (_, response) => response.writeHead(500).end('no')],
  ['garbage', (_, response) => response.end('<html>{')],
  ['other JSON', (_, response) => response.end('{"choices":[]}')],
  ['a huge answer', (_, response) => response.end(chat('x'.repeat(1_000_000)))],
  ['a broken answer', (_, response) => response.destroy()],
  ['a way elsewhere', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
])(
  '%s is a failure that is waited for longer each time, and given up the third time',
  async (_, listener) => {
    answer = listener
    expect(await writeNext(site.db, options('broken'), 0)).toEqual({ pauseMs: 5_000 })
    expect(await writeNext(site.db, options('broken'), 1)).toEqual({ pauseMs: 20_000 })
    expect(await writeNext(site.db, options('broken'), 2)).toEqual({ pauseMs: 80_000 })
    expect(await writeNext(site.db, options('broken'), 0)).toBe('nothing left')
    expect(failures).toHaveLength(3)
  },
)

test('whoever never answers is left', async () => {
  answer = () => {}
  expect(await writeNext(site.db, options('slow', 50), 0)).toEqual({ pauseMs: 5_000 })
})

test('the writer goes through what is there, and stops at once', async () => {
  answer = (_, response) => response.end(chat(GIST))
  const writer = startGistWriter(site.db, { ...options('writer'), perMinute: 1 })
  writer.wake()
  writer.wake()
  const mine = () => asked.filter(({ body }) => body.includes('"writer"')) // a late request of another test is none
  while (mine().length === 0) await new Promise((resolve) => setImmediate(resolve))
  await writer.stop()
  expect(mine()).toHaveLength(1)
})
