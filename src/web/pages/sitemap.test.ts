import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testSite } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const ADDRESSES_MAX = 50_000 // of sitemaps.org

const site = await testSite({ publicUrl: `https://example.org/o'brien&co` })
await sql`
  insert into papers (id, title, day) select 'a' || n, 'A title', '2025-04-17' from generate_series(1, 50001) as n
`.execute(site.db)
await sql`
  insert into papers (id, title, published_at, published_precision)
  select 'b' || n, 'A title', '2021-01-01Z', 'year' from generate_series(1, 50000) as n
`.execute(site.db)
await sql`insert into papers (id, title) select 'c' || n, 'A title' from generate_series(1, 50001) as n`.execute(
  site.db,
)

const BASE = 'https://example.org/o&apos;brien&amp;co'
const places = (text: string) => [...text.matchAll(/<loc>(.+?)<\/loc>/g)].map(([, place]) => place!)

test('a period of more papers than one sitemap may hold has several', async () => {
  const maps = [
    paths.sitemapOf('2021'),
    paths.sitemapOf('2025-04'),
    paths.sitemapOf('2025-04', 2),
    paths.sitemapOf('undated'),
    paths.sitemapOf('undated', 2),
  ]
  expect(places(await site.read(paths.sitemap))).toEqual(maps.map((path) => BASE + path))

  const papers = new Set<string>()
  for (const map of maps) {
    const listed = places(await site.read(map))
    expect(listed.length).toBeLessThanOrEqual(ADDRESSES_MAX)
    for (const place of listed) papers.add(place)
  }
  expect(papers.size).toBe(150_002)
  expect(papers.has(BASE + paths.paper('c50001'))).toBe(true)
})

test('the tenth sitemap of a year is not the one of October', () => {
  expect(paths.sitemapOf('2021', 10)).not.toBe(paths.sitemapOf('2021-10'))
})

test('a sitemap of nothing is not found', async () => {
  for (const name of [
    '2021.2',
    '2021.0',
    '2021.02',
    '2021.x',
    '1999',
    '2025-13',
    'undated.3',
    '.2',
    '2',
  ]) {
    expect([name, (await site.app.request(`/sitemaps/${name}.xml`)).status]).toEqual([name, 404])
  }
})
