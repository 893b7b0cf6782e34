import { expect, test } from 'vitest'
import { draft, testSite } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await site.print(draft(1, { title: 'Owls' }), draft(2))

test('the status is a page and JSON, and neither is kept', async () => {
  const page = await site.read(paths.status)
  expect(page).toMatch(/<dt>Papers<\/dt>\s*<dd>2<\/dd>/)
  expect(page).toContain('PGlite, version')
  expect(page).toContain('17 April 2025, 06:00 UTC')

  const response = await site.app.request('/api/status')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toMatchObject({
    version: '1.2.3',
    startedAt: '2025-04-17T06:00:00.000Z',
    uptimeSeconds: 6 * 3600,
    papers: 2,
    index: { papers: 2 },
    meaning: { model: null, next: null, problem: null },
  })
  expect(site.cache.find(paths.status)).toBeUndefined()
})

test('nothing that an attacker wants is in it', async () => {
  const texts = [paths.status, paths.metrics, '/api/status'].map((path) => site.read(path))
  for (const text of await Promise.all(texts)) {
    expect(text).not.toMatch(/postgres:\/\/|pglite:|SECRET|\/tmp\/|\/home\/|node_modules/)
    expect(text).not.toContain(process.cwd())
  }
})

test('Prometheus reads gauges, how long searches take, and how often pages were kept', async () => {
  await site.read('/papers?q=owls')
  await site.read(paths.front)
  await site.read(paths.front)
  const text = await site.read(paths.metrics)
  expect(text).toContain('broadsheet_papers 2\n')
  expect(text).toContain('broadsheet_index_papers 2\n')
  expect(text).toContain('broadsheet_index_lag_changes ')
  expect(text).toMatch(/broadsheet_search_seconds_count\{kind="search"\} 1\n/)
  expect(text).toMatch(/broadsheet_pages_total\{from="kept"\} 1\n/)
  expect(text).toContain('process_resident_memory_bytes')
})

test('Prometheus may ask as often as it likes', async () => {
  const both = await Promise.all([site.read(paths.metrics), site.read(paths.metrics)])
  expect(both.every((text) => text.includes('broadsheet_papers 2\n'))).toBe(true)
})
