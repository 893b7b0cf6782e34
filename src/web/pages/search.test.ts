import { expect, test } from 'vitest'
import { draft, testSite } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await site.print(
  draft(1, {
    title: 'Routing $O(n^2)$ tokens to experts',
    abstract: 'We begin slowly. A mixture of experts is routed by a small gate, with code.',
    authors: ['Ada Example'],
    categories: ['cs.LG'],
    published: { at: new Date('2025-04-16'), precision: 'day' },
    links: [{ url: 'https://example.org/code', kind: 'code' }],
  }),
  draft(2, {
    title: 'Experts disagree',
    abstract: 'A study of experts.',
    published: { at: new Date('2024-01-01'), precision: 'year' },
    posting: { day: '2024-01-02', position: 1, votes: 7, comments: 0 },
  }),
  draft(3, { title: 'Experts' }),
  ...Array.from({ length: 45 }, (_, n) => draft(100 + n, { title: `Lists of many things ${n}` })),
)

const text = (page: string) =>
  page.replace(/<math[\s\S]*?<\/math>/g, 'FORMULA').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ') // prettier-ignore
const titles = (page: string) =>
  [...page.matchAll(/<h2><a href="\/papers\/([^"]+)"/g)].map(([, id]) => id)

test('what was found is shown with its words marked, also beside a formula', async () => {
  const page = await site.read(paths.search('experts'))
  expect(page).toContain('<math')
  expect(page).toMatch(/Routing <math[\s\S]+<\/math> tokens to <mark>experts<\/mark>/)
  expect(page).toContain('A mixture of <mark>experts</mark>')
  expect(text(page)).toContain('3 papers found')
  expect(text(page)).toContain('Searched for experts')
})

test('a misspelled word is set right and said so', async () => {
  const page = text(await site.read(paths.search('expertz')))
  expect(page).toContain('shown are results for expert')
})

test('filters are said in words and can be taken away', async () => {
  const page = await site.read(paths.search('experts year:2025 author:"Ada Example"'))
  expect(titles(page)).toEqual(['2504.00001'])
  expect(text(page)).toContain('Only papers of 2025 (take away), by Ada Example (take away).')
  expect(page).toContain(`href="${paths.search('experts year:2025')}"`)
})

test('facets say how many papers each leaves, and lead there', async () => {
  const page = await site.read(paths.search('experts'))
  const rail = text(/<aside[\s\S]+<\/aside>/.exec(page)![0])
  expect(rail).toContain('Year 2025 1 2024 1')
  expect(page).toContain(`href="${paths.search('experts has:code')}"`)
  const narrowed = await site.read(paths.search('experts has:code'))
  expect(titles(narrowed)).toEqual(['2504.00001'])
})

test('the order is chosen by links', async () => {
  expect(titles(await site.read(paths.search('experts', 'votes')))[0]).toBe('2504.00002')
  expect(titles(await site.read(paths.search('experts', 'newest')))[0]).toBe('2504.00001')
})

test('pages neither repeat nor skip a paper, and end', async () => {
  const pages = await Promise.all(
    [1, 2, 3].map((page) => site.read(paths.search('lists of many', 'best', page))),
  )
  const all = pages.flatMap(titles)
  expect([all.length, new Set(all).size]).toEqual([45, 45])
  expect(pages[0]).toContain('rel="next" href="/papers?q=lists+of+many&amp;page=2"')
  expect((await site.app.request(paths.search('lists', 'best', 4))).status).toBe(404)
})

test.each([
  '2504.00001',
  'arXiv:2504.00001v3',
  'https://arxiv.org/pdf/2504.00001',
  'https://papers.example.org/papers/2504.00001',
  'routing O(n²) tokens to experts',
  'Routing $O(n^2)$ tokens to experts',
])('“%s” leads to the paper', async (query) => {
  const { status, headers } = await site.app.request(paths.search(query))
  expect([status, headers.get('location')]).toEqual([302, paths.paper('2504.00001')])
})

test('a title of one word may be a topic as well, so it leads nowhere', async () => {
  expect(titles(await site.read(paths.search('experts')))).toContain('2504.00003')
})

test('each hit tells why it is there', async () => {
  const page = text(await site.read(paths.search('gate')))
  expect(page).toMatch(/Why is this here\? “gate” in abstract: \d\.\d\d \(1 paper has it\)/)
})

test('a search that finds nothing helps', async () => {
  const page = await site.read(paths.search('zzyzx qwrtp year:1999'))
  expect(text(page)).toContain('No paper found')
  expect(text(page)).toContain('Ways to ask')
  expect(page).toContain(`href="${paths.search('zzyzx qwrtp')}"`)
})

test('an arXiv id that is not here is looked for at arXiv', async () => {
  expect(await site.read(paths.search('2504.99999'))).toContain('https://arxiv.org/abs/2504.99999')
})

test('a question without words explains how to ask', async () => {
  for (const query of ['', '   ']) {
    expect(text(await site.read(paths.search(query)))).toContain('Ways to ask')
  }
})

test('searches are kept by nobody else, and search engines are asked to leave them', async () => {
  const response = await site.app.request(paths.search('experts'))
  expect(response.headers.get('cache-control')).toBe('private, no-cache')
  expect(await response.text()).toContain('<meta name="robots" content="noindex"')
  expect(site.cache.find(paths.search('experts'))).toBeUndefined()
})

test('when time runs out, it is said', async () => {
  const hurried = await testSite({ timeLimit: -1 })
  await hurried.print(draft(1, { title: 'Experts of experts' }))
  expect(text(await hurried.read(paths.search('experts')))).toContain('Time ran out')
})

const HOSTILE = [
  '"""',
  '- - - -',
  'AND OR NOT',
  'year: author: -:',
  'year:99999999999999999999',
  '\0',
  'a\0b',
  'doi:10.1000/a\0b',
  '\u202E\u2066abc\u2069',
  "'; drop table papers; --",
  '(a+)+$',
  '[[[[((((',
  '$&$1$`',
  '<script>alert(1)</script>',
  '%00%ff',
  'constructor __proto__ toString:x has:__proto__',
  '👩‍👩‍👧‍👦',
  'x '.repeat(900),
  'w'.repeat(1900),
]

test.each(HOSTILE)('%j is answered', async (query) => {
  const address = `/papers?${new URLSearchParams({ q: query })}`
  const response = await site.app.request(address)
  expect([200, 414]).toContain(response.status)
  expect(await response.text()).not.toContain('<script>alert')
  expect(site.failures).toEqual([])
})

test('addresses that are no UTF-8, and of a megabyte, are answered', async () => {
  for (const [query, status] of [
    ['%ED%A0%80', 200],
    ['%FF%FE', 200],
    ['%', 200],
    ['x'.repeat(1_000_000), 414],
  ] as const) {
    expect([query.slice(0, 9), (await site.app.request(`/papers?q=${query}`)).status]).toEqual([
      query.slice(0, 9),
      status,
    ])
  }
  expect(site.failures).toEqual([])
})
