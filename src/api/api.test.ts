import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { draft, posted, testSite } from '../../test/test-site.ts'

const site = await testSite()
await site.print(
  posted('2025-04-17', 1, {
    title: 'Herds of $n$ models',
    abstract: 'We raise <b>herds</b> of models & let them go.',
    authors: ['Ada Example', 'Max Muster'],
    published: { at: new Date('2025-04-16T10:20:30Z'), precision: 'second' },
    links: [{ url: 'https://github.com/example/herds', kind: 'code' }],
    posting: { day: '2025-04-17', position: 1, votes: 12, comments: 3 },
  }),
  draft(2, {
    title: 'Herds that are older',
    abstract: 'We raise herds of models.',
    withdrawn: true,
    updated: new Date('2024-02-03T04:05:06Z'),
  }),
  draft(3, { ids: { arxiv: 'hep-th/9901001' }, title: 'Strings of strings' }),
  ...Array.from({ length: 130 }, (_, n) => draft(100 + n, { title: `Plenty of plenty ${n}` })),
)

interface Found {
  paper: Record<string, unknown>
  highlightedSummary: string
}
type Suggestions = [query: string, texts: string[], kinds: string[], paths: string[]]

async function get<Shape>(path: string): Promise<Shape> {
  const response = await site.app.request(path)
  expect([path, response.status]).toEqual([path, 200])
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  return (await response.json()) as Shape
}

test('search gives the papers in the shape that clients read', async () => {
  const [first, second, ...others] = await get<Found[]>('/api/papers/search?q=herds+of+models')
  expect(others).toEqual([])
  expect(Object.keys(first!)).toEqual([
    'paper',
    'publishedAt',
    'title',
    'summary',
    'thumbnail',
    'numComments',
    'upvoted',
    'isAuthorParticipating',
    'highlightedTitle',
    'highlightedSummary',
  ])
  expect(first).toMatchObject({
    publishedAt: '2025-04-17T00:00:00.000Z',
    title: 'Herds of n models',
    numComments: 3,
    highlightedTitle: '<mark>Herds</mark> of n <mark>models</mark>',
    paper: {
      id: '2504.00001',
      publishedAt: '2025-04-16T10:20:30.000Z',
      submittedOnDailyAt: '2025-04-17T00:00:00.000Z',
      upvotes: 12,
      githubRepo: 'https://github.com/example/herds',
    },
  })
  expect(second!.paper['withdrawnAt']).toBe('2024-02-03T04:05:06.000Z')
  expect('publishedAt' in second!.paper).toBe(false)
})

test('highlighted text is HTML in which only the marks are markup', async () => {
  const [found] = await get<Found[]>('/api/papers/search?q=herds+of+models&limit=1')
  const { highlightedSummary } = found!
  expect(highlightedSummary.replace(/<\/?mark>/g, '')).not.toContain('<')
  expect(highlightedSummary).toContain('&amp;')
})

test('a limit gives exactly so many, up to 120', async () => {
  expect(await get<Found[]>('/api/papers/search?q=plenty&limit=2')).toHaveLength(2)
  const all = await get<Found[]>('/api/papers/search?q=plenty')
  expect(all).toHaveLength(120)
  expect(new Set(all.map((item) => item.paper['id'])).size).toBe(120)
})

test.each([
  '/api/papers/search',
  '/api/papers/search?q=',
  '/api/papers/search?q=a&limit=0',
  '/api/papers/search?q=a&limit=121',
  '/api/papers/search?q=a&limit=x',
  `/api/papers/search?q=${'a'.repeat(251)}`,
])('%s is refused in JSON', async (path) => {
  const response = await site.app.request(path)
  expect(response.status).toBe(400)
  const { error } = await response.json()
  expect(error).toBe(response.headers.get('x-error-message'))
})

test('a paper is found by its id, with a version, and with a slash in it', async () => {
  for (const path of ['/api/papers/2504.00001', '/api/papers/2504.00001v2']) {
    expect(await get(path)).toMatchObject({
      id: '2504.00001',
      authors: [
        { _id: expect.stringMatching(/^[\da-f]{24}$/), name: 'Ada Example', hidden: false },
        { name: 'Max Muster' },
      ],
      discussionId: expect.stringMatching(/^[\da-f]{24}$/),
      linkedModels: [],
      numTotalSpaces: 0,
    })
  }
  expect(await get('/api/papers/hep-th/9901001')).toMatchObject({ title: 'Strings of strings' })
})

test('every moment ends in Z', async () => {
  const text = JSON.stringify(await get<Found[]>('/api/papers/search?q=herds'))
  for (const [, moment] of text.matchAll(/At":"([^"]+)"/g))
    expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('similar papers are in the shape of search', async () => {
  const [first] = await get<Found[]>('/api/papers/2504.00001/similar')
  expect(first!.paper['id']).toBe('2504.00002')
})

test('an unknown paper, and an unknown address, are not found in JSON', async () => {
  for (const [path, error] of [
    ['/api/papers/2504.99999', 'Paper not found'],
    ['/api/papers/2504.99999/similar', 'Paper not found'],
    ['/api/nothing', 'There is nothing at this address'],
  ] as const) {
    const response = await site.app.request(path)
    expect([response.status, await response.json()]).toEqual([404, { error }])
  }
})

test('what cannot be read is refused in JSON as well', async () => {
  for (const [path, method, status] of [
    ['/api/papers/search?q=a', 'POST', 405],
    [`/api/papers/${'x'.repeat(3000)}`, 'GET', 414],
    ['/api/papers/%00', 'GET', 400],
  ] as const) {
    const response = await site.app.request(path, { method })
    expect([response.status, Object.keys(await response.json())]).toEqual([status, ['error']])
  }
})

test('any site may read it, and answers of the index are kept by nobody', async () => {
  const { headers } = await site.app.request('/api/papers/search?q=herds')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cache-control')).toBe('private, no-cache')
  expect(site.cache.find('/api/papers/search?q=herds')).toBeUndefined()
})

test('suggestions are completions, what they are and where they lead', async () => {
  const [query, texts, kinds, paths] = await get<Suggestions>('/api/suggest?q=herds+th')
  expect([query, texts, kinds, paths]).toEqual([
    'herds th',
    ['Herds that are older'],
    ['paper'],
    ['/papers/2504.00002'],
  ])
  const [, , [kind], [path]] = await get<Suggestions>('/api/suggest?q=ada+ex')
  expect([kind, path]).toEqual(['author', '/papers?q=author%3A%22Ada+Example%22'])
  expect((await get<Suggestions>('/api/suggest'))[1]).toEqual([])
})

test.each(['', '"', '\0', '\u202E', 'a'.repeat(1500), '%', '$1', '[', '👩‍👩‍👧‍👦', '-', ':', '='])(
  '%j is completed by something or nothing',
  async (query) => {
    const [, texts, kinds, paths] = await get<Suggestions>(
      `/api/suggest?${new URLSearchParams({ q: query })}`,
    )
    expect([kinds.length, paths.length]).toEqual([texts.length, texts.length])
  },
)

test('a failure is told in JSON without details, and logged with them', async () => {
  const broken = await testSite()
  await sql`alter table papers rename to hidden`.execute(broken.db)
  const response = await broken.app.request('/api/papers/2504.00001')
  const { error } = await response.json()
  expect(response.status).toBe(500)
  expect(error).not.toContain('relation')
  expect(error).toContain(broken.failures[0]!.errorId)
  expect(broken.failures[0]!.path).toBe('/api/papers/2504.00001')
})
