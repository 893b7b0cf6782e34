import { beforeAll, expect, test } from 'vitest'
import { posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
const voted = (day: string, number: number, votes: number, topic: string) =>
  posted(day, number, {
    title: `Paper ${number}`,
    posting: { day, position: number, votes, comments: 0 },
    categories: [topic],
  })

beforeAll(async () => {
  await site.print(
    voted(TODAY, 1, 4, 'cs.CL'),
    voted('2025-04-16', 2, 90, 'cs.CL'),
    voted('2025-04-16', 3, 2, 'cs.RO'),
    voted('2024-04-17', 4, 9, 'cs.DL'),
    ...Array.from({ length: 60 }, (_, n) => voted('2025-04-15', 100 + n, 1, 'cs.CL')),
  )
})

const order = (page: string) =>
  [...page.matchAll(/<h2><a [^>]*>(Paper \d+)</g)].map(([, title]) => title)
const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('the hottest papers come first, each with its terms in today’s numbers', async () => {
  const page = await site.read(paths.trending())
  expect(order(page).slice(0, 2)).toEqual(['Paper 2', 'Paper 1'])
  // 36 hours after midnight of the day: all of it has halved. 0.2 × 90 / 2 + 0.1 / 2
  expect(text(page)).toContain(
    'Worth 9.05 votes given now, at 12:00 UTC on 17 April 2025: 90 votes elsewhere: 9 announced Wed 16 Apr: 0.05',
  )
})

test('what cooled long ago says what still tells it from others', async () => {
  const page = text(await site.read(paths.trendingIn('cs.DL')))
  // 0.2 × 9 of 0.2 × 9 + 0.1
  expect(page).toContain('others: 9 votes elsewhere: 95 % announced Wed 17 Apr: 5 %')
})

test('a topic has a list of its own, and one that nothing belongs to is no page', async () => {
  expect(order(await site.read(paths.trendingIn('cs.RO')))).toEqual(['Paper 3'])
  const response = await site.app.request(paths.trendingIn('<b>'))
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('<code>&lt;b&gt;</code>')
})

test('across topics, a paper counts by what is usual in its topic', async () => {
  const page = await site.read(paths.trendingAcross())
  expect(text(page)).toMatch(/times what a paper in cs\.CL usually has/)
  expect(page).toContain('aria-current="true">Across topics')
})

test('pages turn, say where they are, and end', async () => {
  const second = await site.read(paths.trending(2))
  expect(order(second)).toHaveLength(14)
  expect(second).toContain(
    '<link rel="canonical" href="https://papers.example.org/papers/trending?page=2"',
  )
  expect((await site.app.request(paths.trending(3))).status).toBe(404)
  expect((await site.app.request(`${paths.trending()}?page=1`)).headers.get('location')).toBe(
    paths.trending(),
  )
  expect(
    (await site.app.request(`${paths.trending()}?topic=cs.CL&page=1`)).headers.get('location'),
  ).toBe(paths.trendingIn('cs.CL'))
})

test('parameters that mean nothing lead to the same page', async () => {
  const page = await site.read(paths.trending())
  expect(await site.read(`${paths.trending()}?by=votes&utm=x`)).toBe(page)
  expect(await site.read(`${paths.trending()}?topic=`)).toBe(page)
})

test('how papers are ranked is stated with the settings in use', async () => {
  const page = text(await site.read(paths.aboutRanking))
  expect(page).toContain('a vote that another site counts 0.2')
  expect(page).toContain('half-life: 36 hours')
})

test('nothing has happened in an empty collection, and the page says so', async () => {
  const empty = await testSite()
  expect(await empty.read(paths.trending())).toContain('Nothing is trending yet')
  expect(await empty.read(paths.trending())).not.toContain('Across topics')
  expect(await empty.read(paths.trendingAcross())).toContain(
    'No paper of the last 7 days has a subject',
  )
})
