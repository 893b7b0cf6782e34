import { expect, test } from 'vitest'
import { draft, testSite, TODAY } from '../../test/test-site.ts'

let time = new Date(`${TODAY}T12:00:00Z`)
const site = await testSite({ apiLimits: { api: 5, search: 2 }, now: () => time })
await site.print(draft(1, { title: 'Owls' }))

const ask = (
  path: string,
  from = '203.0.113.1',
  init: { method?: string; headers?: object } = {},
) => site.app.request(path, { ...init, headers: { 'x-forwarded-for': from, ...init.headers } })

test('every answer says how many are left, also one that was kept and one that is an error', async () => {
  const said: (string | null)[] = []
  for (const path of [
    '/api/papers/2504.00001',
    '/api/papers/2504.00001',
    '/api/papers/9999.99999',
    '/api/nothing',
  ]) {
    const { headers } = await ask(path, '203.0.113.2')
    said.push(headers.get('ratelimit'))
    expect(headers.get('ratelimit-policy')).toBe('"fixed window";"api";q=5;w=300')
  }
  expect(said).toEqual([4, 3, 2, 1].map((left) => `"api";r=${left};t=300`))
})

test('a question too many is refused in JSON until the window ends, and others are not', async () => {
  for (let n = 0; n < 5; n++) expect((await ask('/api/status')).status).toBe(200)
  const refused = await ask('/api/status')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('300')
  expect(refused.headers.get('x-error-code')).toBe('TooManyRequests')
  expect(refused.headers.get('ratelimit')).toBe('"api";r=0;t=300')
  expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await refused.json()).toEqual({ error: refused.headers.get('x-error-message') })

  expect((await ask('/api/status', '203.0.113.9')).status).toBe(200)
  expect((await ask('/', '203.0.113.1')).status).toBe(200)
  time = new Date(`${TODAY}T12:05:00Z`)
  expect((await ask('/api/status')).status).toBe(200)
})

test('search has a bucket of its own, and a household has one bucket', async () => {
  const search = (from: string) => ask('/api/papers/search?q=owls', from)
  expect((await search('2001:db8:0:1::1')).headers.get('ratelimit')).toMatch(/^"search";r=1;t=\d+$/)
  expect((await search('2001:db8:0:1:ffff::2')).status).toBe(200)
  expect((await search('2001:db8:0:1::3')).status).toBe(429)
  expect((await search('2001:db8:0:2::1')).status).toBe(200)
  expect((await ask('/api/status', '2001:db8:0:1::1')).status).toBe(200)
})

test('what a client claims of itself beyond our proxy is not believed', async () => {
  for (let n = 0; n < 5; n++) await ask('/api/status', `198.51.100.${n}, 203.0.113.50`)
  expect((await ask('/api/status', '198.51.100.99, 203.0.113.50')).status).toBe(429)
})

test('any site may read the answers and their headers, without cookies', async () => {
  const { headers } = await ask('/api/papers/2504.00001', '203.0.113.60', {
    headers: { origin: 'https://reader.example.org' },
  })
  expect(headers.get('access-control-allow-origin')).toBe('https://reader.example.org')
  expect(headers.get('access-control-allow-credentials')).toBeNull()
  expect(headers.get('access-control-expose-headers')).toContain('Link')
  expect(headers.get('vary')).toMatch(/Origin/)
})

test('a preflight is answered and costs nothing', async () => {
  for (let n = 0; n < 10; n++) {
    const response = await ask('/api/papers/search', '203.0.113.70', {
      method: 'OPTIONS',
      headers: { origin: 'https://reader.example.org', 'access-control-request-method': 'GET' },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-max-age')).toBe('86400')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://reader.example.org')
  }
  expect((await ask('/api/papers/search?q=owls', '203.0.113.70')).status).toBe(200)
})

test('without limits nothing is counted', async () => {
  const open = await testSite({ apiLimits: { api: 0, search: 0 } })
  const { headers } = await open.app.request('/api/status')
  expect(headers.get('ratelimit')).toBeNull()
})
