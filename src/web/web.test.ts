import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { draft, posted, testSite, TODAY } from '../../test/test-site.ts'
import { paths } from './paths.ts'

const site = await testSite()
await site.print(posted(TODAY, 1), posted('2025-03-31', 2))

test('every page forbids what it does not need', async () => {
  for (const path of [
    paths.front,
    paths.paper('2504.00001'),
    '/nothing',
    '/icon.svg',
    paths.robots,
  ]) {
    const { headers } = await site.app.request(path)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  }
})

test('browsers are told to come by https only when the site is there', async () => {
  const plain = await testSite({ publicUrl: 'http://localhost:8080' })
  expect((await site.app.request('/')).headers.has('strict-transport-security')).toBe(true)
  expect((await plain.app.request('/')).headers.has('strict-transport-security')).toBe(false)
})

test('pages can be read and nothing else', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const response = await site.app.request('/', { method })
    expect([method, response.status, response.headers.get('allow')]).toEqual([
      method,
      405,
      'GET, HEAD',
    ])
  }
})

test('whether the service is well is asked anew each time', async () => {
  expect(await site.read(paths.health)).toBe('{"status":"ok"}')
  expect(site.cache.find(paths.health)).toBeUndefined()
})

test('the service is not well when its database is gone', async () => {
  const other = await testSite()
  await other.read(paths.health)
  await other.db.destroy()
  const answer = await other.app.request(paths.health)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'the database does not answer' })
})

test('the name under which one reader asks cannot reach another', async () => {
  const asking = ['localhost', 'x'.repeat(1990)].map(async (host) =>
    site.app.request(`http://${host}${paths.paper('2504.00001')}`),
  )
  expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([200, 200])
})

test('an address that is too long is refused, by what it asks for', async () => {
  expect((await site.app.request(`/papers/${'x'.repeat(2000)}`)).status).toBe(414)
  expect((await site.app.request(`/papers?utm=${'x'.repeat(5000)}`)).status).toBe(200)
})

test('an unknown address is not found and shows the ways back', async () => {
  const response = await site.app.request('/no/such/page')
  expect(response.status).toBe(404)
  expect(await response.text()).toContain(`href="${paths.front}"`)
})

test('a slash too many is forgiven, but never leads to another site', async () => {
  const trimmed = await site.app.request('/papers/')
  expect([trimmed.status, trimmed.headers.get('location')]).toEqual([301, '/papers'])
  const second = await site.app.request('/papers/?page=2')
  expect(second.headers.get('location')).toBe('/papers?page=2')

  for (const path of ['//evil.example/', '///evil.example/', '/%5Cevil.example/']) {
    const location =
      (await site.app.request(`http://localhost${path}`)).headers.get('location') ?? ''
    expect(location).not.toMatch(/^\/[/\\]/)
  }
})

test('style and script are there under names that change with their text, and may be kept for ever', async () => {
  const page = await site.read(paths.front)
  for (const [path] of page.matchAll(/\/assets\/[\w.-]+/g)) {
    const response = await site.app.request(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await response.text()).length).toBeGreaterThan(100)
  }
})

test('the scripts of a page are small', async () => {
  const page = await site.read(paths.front)
  const scripts = [...page.matchAll(/<script type="module" src="([^"]+)"/g)]
  expect(scripts).toHaveLength(3)
  for (const [, path] of scripts) expect((await site.read(path!)).length).toBeLessThanOrEqual(3072)
})

test('every picture and file that a page names exists', async () => {
  const page = await site.read(paths.front)
  const named = [...page.matchAll(/<link rel="(?:icon|apple-touch-icon|manifest)" href="([^"]+)"/g)]
  expect(named).toHaveLength(4)
  for (const [, path] of named) expect((await site.app.request(path!)).status).toBe(200)
})

test('browsers are told how to search here', async () => {
  const page = await site.read(paths.front)
  const link = /<link\s+rel="search"\s+href="([^"]+)"/.exec(page)
  expect(link?.[1]).toBe(paths.openSearch)
  const response = await site.app.request(paths.openSearch)
  expect(response.headers.get('content-type')).toBe('application/opensearchdescription+xml')
  expect(await response.text()).toContain(
    'template="https://papers.example.org/papers?q={searchTerms}"',
  )
})

test('robots are shown the way to every paper', async () => {
  await site.print(
    draft(7, { published: { at: new Date('2019-01-01'), precision: 'year' } }),
    draft(8, { ids: { doi: '10.1000/a&b' } }),
  )
  expect(await site.read(paths.robots)).toContain('Sitemap: https://papers.example.org/sitemap.xml')

  const index = await site.read(paths.sitemap)
  const maps = [...index.matchAll(/<loc>https:\/\/papers\.example\.org(.+?)<\/loc>/g)].map(
    ([, path]) => path!,
  )
  expect(maps).toEqual(
    ['2019', '2025-03', '2025-04', 'undated'].map((period) => paths.sitemapOf(period)),
  )

  const papers: string[] = []
  for (const map of maps)
    papers.push(...(await site.read(map)).matchAll(/<loc>(.+?)<\/loc>/g).map(([, url]) => url!))
  expect(papers).toEqual([
    'https://papers.example.org/papers/2504.00007',
    'https://papers.example.org/papers/2504.00002',
    'https://papers.example.org/papers/2504.00001',
    'https://papers.example.org/papers/doi:10.1000/a%26b',
  ])
})

test('a failure shows an id and no details, is logged with them, and is not kept', async () => {
  const broken = await testSite()
  await sql`alter table papers rename to hidden`.execute(broken.db)
  const response = await broken.app.request(paths.front)
  const page = await response.text()

  expect(response.status).toBe(500)
  expect(page).not.toContain('relation')
  expect(broken.failures).toHaveLength(1)
  expect(broken.failures[0]!.err).toBeInstanceOf(Error)
  expect(page).toContain(broken.failures[0]!.errorId)

  await sql`alter table hidden rename to papers`.execute(broken.db)
  expect((await broken.app.request(paths.front)).status).toBe(200)
})
