import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { EmbeddingFailed } from './embedder.ts'
import { httpEmbedder } from './http.ts'

interface Asked {
  body: { model: string; input: string[]; dimensions?: number }
  authorization: string | undefined
}

const asked: Asked[] = []
let answer: (asked: Asked, response: ServerResponse) => void

const server = createServer((request: IncomingMessage, response) => {
  void json(request).then((body) => {
    const one = { body: body as Asked['body'], authorization: request.headers.authorization }
    asked.push(one)
    answer(one, response)
  })
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
afterAll(() => void server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embeddings`

/** As a well-behaved server answers: the length of the text in a direction of its own, out of order. */
const well = ({ body: { input, dimensions = 16 } }: Asked, response: ServerResponse) => {
  const data = input.map((text, index) => {
    const embedding = Array.from({ length: dimensions }, (_, d) =>
      d === text.length % dimensions ? 2 : 0,
    )
    return { object: 'embedding', index, embedding }
  })
  response.end(JSON.stringify({ object: 'list', data: data.toReversed() }))
}
const says = (data: unknown) => (_: Asked, response: ServerResponse) =>
  void response.end(JSON.stringify(data))

beforeEach(() => {
  asked.length = 0
  answer = well
})

const settings = {
  url,
  model: 'small',
  key: null as string | null,
  dimensions: 16,
  prefixes: { query: 'q: ', paper: '' },
}
const never = new AbortController().signal
const embed = (texts: string[], some: Partial<typeof settings> & { key?: string | null } = {}) =>
  httpEmbedder({ ...settings, ...some }).embed(texts, 'paper', never)
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as EmbeddingFailed,
  )

test('texts come back as vectors of length 1, each to its own text', async () => {
  const [a, b] = await embed(['a', 'bb'], { key: 'secret' })
  expect([a![1], b![2]]).toEqual([1, 1])
  expect(asked).toEqual([
    {
      body: { model: 'small', input: ['a', 'bb'], encoding_format: 'float' },
      authorization: 'Bearer secret',
    },
  ])
})

test('queries carry their prefix, and without a key none is sent', async () => {
  await httpEmbedder(settings).embed(['owls'], 'query', never)
  expect(asked).toMatchObject([{ body: { input: ['q: owls'] }, authorization: undefined }])
})

test('a server with more dimensions is asked for fewer, once and for all', async () => {
  const embedder = httpEmbedder({ ...settings, dimensions: 8 })
  expect((await embedder.embed(['a'], 'paper', never))[0]).toHaveLength(8)
  await embedder.embed(['b'], 'paper', never)
  expect(asked.map(({ body }) => body.dimensions)).toEqual([undefined, 8, 8])
})

test.each([
  ['fewer dimensions', says({ data: [{ embedding: [1, 2, 3] }] }), /3 dimensions instead of 16/],
  ['another number of vectors', says({ data: [] }), /another number/],
  ['no list', says({ error: 'no' }), /another number/],
  [
    'something else than numbers',
    says({ data: [{ embedding: Array.from({ length: 16 }, () => 'x') }] }),
    /no vector/,
  ],
  [
    'what JSON makes of NaN',
    says({ data: [{ embedding: Array.from({ length: 16 }, () => NaN) }] }),
    /no vector/,
  ],
  [
    'nothing but zeros',
    says({ data: [{ embedding: Array.from({ length: 16 }, () => 0) }] }),
    /without a direction/,
  ],
  [
    'numbers without end',
    says({ data: [{ embedding: Array.from({ length: 16 }, () => 1e200) }] }),
    /without a direction/,
  ],
  ['no JSON', (_: Asked, response: ServerResponse) => void response.end('<html>'), /not JSON/],
  [
    'a broken connection',
    (_: Asked, response: ServerResponse) => void response.destroy(),
    /cannot be reached/,
  ],
])('%s is refused', async (_, bad, problem) => {
  answer = bad
  const error = await failure(embed(['a']))
  expect(error).toBeInstanceOf(EmbeddingFailed)
  expect(error!.message).toMatch(problem)
  expect(error!.message).not.toContain('127.0.0.1')
})

test('two vectors for one text are refused', async () => {
  const embedding = Array.from({ length: 16 }, () => 1)
  answer = says({ data: [{ index: 0, embedding }, { index: 0, embedding }] }) // prettier-ignore
  expect((await failure(embed(['a', 'b'])))!.message).toMatch(/told apart/)
})

test.each([
  [429, '7', 7000, false],
  [503, 'Wed, 21 Oct 2026 07:28:00 GMT', null, false],
  [500, undefined, null, false],
  [429, '999999', 300_000, false],
  [401, undefined, null, true],
  [404, undefined, null, true],
])('status %i with Retry-After %s', async (status, header, retryAfterMs, isLasting) => {
  answer = (_, response) =>
    void response.writeHead(status, header ? { 'retry-after': header } : {}).end('no')
  expect(await failure(embed(['a']))).toMatchObject({
    retryAfterMs,
    isLasting,
    message: `it answered ${status}`,
  })
})

test('a redirect is not followed: the key is for one address', async () => {
  answer = (_, response) => void response.writeHead(307, { location: `${url}/elsewhere` }).end()
  expect((await failure(embed(['a'], { key: 'secret' })))!.message).toMatch(/cannot be reached/)
  expect(asked).toHaveLength(1)
})

test('a server that never answers is given up when told to', async () => {
  answer = () => {}
  const stop = new AbortController()
  const waiting = failure(httpEmbedder(settings).embed(['a'], 'query', stop.signal))
  stop.abort()
  expect((await waiting)!.message).toMatch(/in time/)
})

test('an answer without end is cut off', async () => {
  answer = (_, response) => {
    const chunk = Buffer.alloc(1_000_000, ' ')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more).on('error', () => {})
    more()
  }
  expect((await failure(embed(['a'])))!.message).toMatch(/cannot be reached/)
})

test('the name tells models, dimensions, prefixes and servers apart, and no key is in what is kept', () => {
  const { name, spec } = httpEmbedder({ ...settings, key: 'secret' })
  expect(name).toMatch(/^small-16-[\da-f]{8}$/)
  expect(spec).not.toContain('secret')
  const others = [
    { dimensions: 8 },
    { model: 'large' },
    { url: `${url}2` },
    { prefixes: { query: '', paper: '' } },
  ].map((other) => httpEmbedder({ ...settings, ...other }).name)
  expect(new Set([name, ...others]).size).toBe(5)
})
