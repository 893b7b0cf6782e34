import { describe, expect, test } from 'vitest'
import { draft, posted, testSite, TODAY } from '../../test/test-site.ts'

const site = await testSite()
const on = (day: string, number: number, votes: number, title = `Paper ${number}`) =>
  posted(day, number, {
    title,
    posting: { day, position: number, votes, comments: 2 },
    published: { at: new Date(`${day}T00:30:00Z`), precision: 'second' },
    links: [
      { url: 'https://github.com/example/owls', kind: 'code' },
      { url: 'https://example.org/owls', kind: 'project' },
    ],
  })
await site.print(
  on('2025-04-17', 1, 3),
  on('2025-04-17', 2, 30),
  on('2025-04-16', 3, 5),
  on('2025-04-14', 4, 50),
  on('2025-03-31', 5, 7),
  on('2025-04-18', 6, 900), // tomorrow
  draft(7),
)

type Item = { paper: Record<string, unknown> } & Record<string, unknown>

async function get(query: string) {
  const response = await site.app.request(`/api/daily_papers${query}`)
  expect([query, response.status]).toEqual([query, 200])
  const items = (await response.json()) as Item[]
  return {
    ids: items.map(({ paper }) => Number(String(paper['id']).slice(-2))),
    items,
    link: response.headers.get('link'),
  }
}

test('without a period the newest edition comes first, each by votes, and nothing of tomorrow', async () => {
  expect((await get('')).ids).toEqual([2, 1, 3, 4, 5])
})

test.each([
  ['?date=2025-04-17', [2, 1]],
  ['?date=2025-04-17T21:30:00.000Z', [2, 1]],
  ['?date=2025-04-13', []],
  ['?week=2025-W16', [6, 4, 2, 3, 1]],
  ['?month=2025-03', [5]],
  ['?p=100', []],
  ['?p=9999999&limit=100', []],
  ['?submitter=somebody', []],
])('%s gives %j', async (query, ids) => expect((await get(query)).ids).toEqual(ids))

test('pages follow each other by the Link header, which keeps what was asked', async () => {
  const first = await get('?month=2025-04&limit=2')
  expect(first.link).toBe('</api/daily_papers?month=2025-04&p=1&limit=2>; rel="next"')
  const second = await get('?month=2025-04&limit=2&p=1')
  const third = await get('?month=2025-04&limit=2&p=2')
  expect([...first.ids, ...second.ids, ...third.ids]).toEqual([6, 4, 2, 3, 1])
  expect(third.link).toBeNull()
})

test('trending gives the hottest, whatever the period', async () => {
  const { ids } = await get('?sort=trending&date=2025-03-31')
  expect(new Set(ids)).toEqual(new Set([1, 2, 3, 4, 5]))
  expect((await get('?sort=trending&limit=2')).link).toBe(
    '</api/daily_papers?p=1&limit=2&sort=trending>; rel="next"',
  )
})

test.each([
  ['?limit=101', /Too big: expected number to be <=100/],
  ['?limit=0', /Too small/],
  ['?limit=x', /limit/],
  ['?p=-1', /p: Invalid/],
  ['?date=2025-04-18', new RegExp(`^date must be <= ${TODAY}$`)],
  ['?date=2025-13-40', /date/],
  ['?date=today', /date/],
  ['?week=2025-W60', /week/],
  ['?month=2025-4', /month/],
  ['?sort=votes', /sort/],
])('%s is refused with 400', async (query, message) => {
  const response = await site.app.request(`/api/daily_papers${query}`)
  expect(response.status).toBe(400)
  const { error } = await response.json()
  expect(error).toMatch(message)
  expect(response.headers.get('x-error-message')).toBe(error)
  expect(response.headers.get('x-error-code')).toBe('BadRequest')
})

test('an item has everything that strict clients require, inside and outside', async () => {
  const { items } = await get('?date=2025-04-17')
  expect(items[0]).toMatchObject({
    paper: {
      id: '2504.00002',
      authors: [
        { _id: expect.stringMatching(/^[\da-f]{24}$/), name: 'Ada Example', hidden: false },
      ],
      publishedAt: '2025-04-17T00:30:00.000Z',
      submittedOnDailyAt: '2025-04-17T00:00:00.000Z',
      title: 'Paper 2',
      summary: expect.any(String),
      upvotes: 30,
      discussionId: expect.stringMatching(/^[\da-f]{24}$/),
      githubRepo: 'https://github.com/example/owls',
    },
    publishedAt: '2025-04-17T00:00:00.000Z',
    title: 'Paper 2',
    summary: expect.any(String),
    thumbnail: expect.stringMatching(/^https:/),
    numComments: 2,
    submittedBy: {
      _id: expect.any(String),
      name: 'broadsheet',
      user: 'broadsheet',
      fullname: 'Broadsheet',
      isPro: false,
      avatarUrl: expect.any(String),
    },
    isAuthorParticipating: false,
    projectPage: 'https://example.org/owls',
    githubRepo: 'https://github.com/example/owls',
  })
  expect(JSON.stringify(items)).not.toContain('null')
})

describe('GET /api/papers', () => {
  test('walks over all papers by cursor, newest first, without repeating or skipping', async () => {
    const all: string[] = []
    let next: string | null = '/api/papers?limit=2'
    for (let pages = 0; next !== null && pages < 9; pages++) {
      const response: Response = await site.app.request(next)
      const papers = (await response.json()) as {
        id: string
        thumbnailUrl: string
        publishedAt?: string
      }[]
      all.push(...papers.map(({ id }) => id))
      next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null
    }
    expect(all.map((id) => Number(id.slice(-2)))).toEqual([6, 2, 1, 3, 4, 5, 7])
  })

  test('walks over papers without a date as well', async () => {
    const undated = await testSite()
    await undated.print(
      ...Array.from({ length: 5 }, (_, n) => draft(n, { ids: {}, title: `An undated paper ${n}` })),
    )
    const all: string[] = []
    for (let next = '/api/papers?limit=2'; next !== '';) {
      const response = await undated.app.request(next)
      all.push(...((await response.json()) as { id: string }[]).map(({ id }) => id))
      next = /^<(.+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? ''
    }
    expect(new Set(all).size).toBe(5)
    expect(all).toHaveLength(5)
  })

  test.each([
    'x',
    'bnVsbA',
    Buffer.from('["2025","a"]').toString('base64url'),
    Buffer.from('["2025-04-17T00:00:00Z","\\u0000"]').toString('base64url'),
    Buffer.from('["2025-99-17T00:00:00Z","a"]').toString('base64url'),
  ])('the cursor %s is refused', async (cursor) =>
    expect((await site.app.request(`/api/papers?cursor=${cursor}`)).status).toBe(400),
  )
})

test('lists of what is built on a paper are there and empty', async () => {
  const response = await site.app.request('/api/arxiv/2504.00001/repos')
  expect(await response.json()).toEqual({ models: [], datasets: [], spaces: [] })
  for (const path of ['/api/arxiv/nonsense/repos', '/api/arxiv/2504.00001'])
    expect((await site.app.request(path)).status).toBe(404)
})
