import { beforeAll, expect, test, vi } from 'vitest'
import { brokenRules, brokenSums } from '../../../../test/integrity.ts'
import { signIn, type SignedIn } from '../../../../test/sign-in.ts'
import { onBothEngines } from '../../../../test/test-database.ts'
import { reader as subscriber } from '../../../../test/test-digests.ts'
import { draft, posted, saveDrafts, testSite, TODAY, type TestSite } from '../../../../test/test-site.ts' // prettier-ignore
import { readChanges } from '../../../catalogue/read-changes.ts'
import { planDue } from '../../../digests/plan.ts'
import { spreadNews } from '../../../library/news-store.ts'
import type { Draft } from '../../../papers/paper.ts'
import { catchUp } from '../../../search/feed.ts'
import { paths } from '../../paths.ts'

const ID = '2504.00001'
const BAD = 'Wobblenet'
const NOW = new Date(`${TODAY}T12:00:00Z`)
const PATIENCE_MS = 10_000 // only a failure waits so long
const DATED = { at: new Date(`${TODAY}T08:00:00Z`), precision: 'day' } as const

const papers: Draft[] = [
  posted(TODAY, 1, {
    title: `${BAD}: Reinforcement Learning on Owls`,
    abstract: `We propose ${BAD}, a vision model for owls. We train policies by reinforcement learning. It reaches an accuracy of 91.5% on newts.`,
    authors: ['Ada Example'],
    categories: ['cs.CV'],
    published: DATED,
    posting: { day: TODAY, position: 1, votes: 50, comments: 0 },
  }),
  posted(TODAY, 2, {
    title: 'Owls and newts told apart by hand',
    abstract: 'A vision model is not needed for owls. We tell newts apart by hand.',
    authors: ['Ada Example'],
    categories: ['cs.CV'],
    published: DATED,
  }),
  draft(3, { title: 'An undated paper of owls', categories: ['cs.CV'] }),
]

onBothEngines('a hidden paper', (open) => {
  let site: TestSite
  let reader: SignedIn
  let moderator: SignedIn
  let collection: string

  beforeAll(async () => {
    site = await testSite({ open })
    reader = await signIn(site, { handle: 'nosy-reader' })
    moderator = await signIn(site, { role: 'moderator', handle: 'judge-judy' })
    await saveDrafts(site.db, papers)
    await followed()
    await subscriber(site.db, 'by-mail', new Date(`${TODAY}T05:00:00Z`))
    await planDue(site, NOW)
    collection = await usedByEverybody()
  })

  /** What the service does beside its pages. */
  async function followed(): Promise<void> {
    await readChanges(site.db, (id, cause) => {
      throw new Error(`${id} could not be read`, { cause })
    })
    await catchUp(site.db, site.search)
    site.cache.drop()
  }

  /** A moderator decides, and this process hears of it as every other does: that all papers changed, and the log. */
  async function decide(id: string, fields: Record<string, string>): Promise<Response> {
    const drop = vi.spyOn(site.cache, 'drop')
    const response = await moderator.post(paths.moderatePaper(id), fields)
    await vi.waitFor(() => {
      expect(drop).toHaveBeenCalledWith()
      expect(drop).toHaveBeenCalledWith(expect.any(Function))
    }, PATIENCE_MS)
    drop.mockRestore()
    return response
  }

  /** A reader does with the paper what can be done with one. Returns the path of a public collection with it. */
  async function usedByEverybody(): Promise<string> {
    await reader.post(paths.follow, { kind: 'author', subject: 'ada-example', do: 'follow' })
    while (await spreadNews(site.db, NOW));
    await reader.post(paths.vote(ID), { vote: 'yes' })
    await reader.post(paths.shelf(ID), { set: 'saved' })
    const said = await reader.post(paths.comments, { paper: ID, text: 'Owls are no newts' })
    const parent = /#comment-(\d+)$/.exec(said.headers.get('location')!)![1]!
    await moderator.post(paths.comments, { paper: ID, parent, text: 'They are not' })
    await moderator.post(paths.comments, { paper: ID, text: '@nosy-reader is right' })
    await reader.post(paths.authorship(ID), { author: 'Ada Example', words: 'It is me' })
    const fields = { title: 'What I read', visibility: 'public' }
    const made = await reader.post(paths.collections, fields)
    const path = new URL(made.headers.get('location')!, 'http://site').pathname
    await reader.post(path, { do: 'add', paper: ID })
    await reader.post('/mistake', { paper: ID, kind: 'claim', quote: '91.5%', reason: 'misread' })
    return path
  }

  const lists = () => [
    paths.front,
    paths.papers(),
    paths.day(TODAY),
    paths.week('2025-W16'),
    paths.month('2025-04'),
    paths.trending(),
    paths.trendingIn('cs.CV'),
    paths.trendingAcross(),
    paths.author('ada-example'),
    paths.search('owls newts'),
    paths.search('owls', 'newest'),
    paths.paper('2504.00002'), // which is like it
    paths.topic('reinforcement-learning'),
    paths.systems(),
    paths.systems({}, '.csv'),
    paths.claims(),
    paths.claims({}, '.json'),
    paths.sitemapOf('2025-04'),
    paths.issue('daily', TODAY),
    paths.issueFeed('daily'),
    collection,
    paths.person('nosy-reader'),
    '/api/daily_papers',
    `/api/daily_papers?date=${TODAY}`,
    '/api/daily_papers?sort=trending',
    '/api/papers',
    '/api/papers/search?q=owls',
    '/api/papers/2504.00002/similar',
    '/api/suggest?q=wobb',
  ]
  const own = [
    paths.library(),
    paths.libraryExport('bib'),
    paths.libraryVotes(),
    paths.following(),
    paths.notices(),
    paths.front,
  ]
  const shows = async (path: string, who?: SignedIn): Promise<boolean> => {
    const response = who ? await who.get(path) : await site.app.request(path)
    const page = await response.text()
    return page.includes(BAD) || page.includes(ID)
  }
  const showing = async (): Promise<string[]> => {
    const found: string[] = []
    for (const path of lists()) if (await shows(path)) found.push(path)
    for (const path of own) if (await shows(path, reader)) found.push(`own ${path}`)
    return found
  }
  const everywhere = () => [
    ...lists().filter((path) => path !== paths.person('nosy-reader')), // which shows what was said and not where
    ...own.map((path) => `own ${path}`),
  ]

  test('is reported from its page, and hidden where reports are read, by moderators alone', async () => {
    expect(await showing()).toEqual(everywhere())
    expect(await reader.read(paths.front)).toContain('Notifications <b>2<')
    expect(await reader.read(paths.paper(ID))).toContain(paths.report('paper', ID))
    expect(await reader.read(paths.paper(ID))).not.toContain(paths.moderatePaper(ID))
    await reader.post(paths.report('paper', ID), { reason: 'It tells where I live.' })
    const queue = await moderator.read(paths.moderation)
    expect(queue).toContain('It tells where I live.')
    expect(queue).toContain(`action="${paths.moderatePaper(ID)}"`)

    const reason = 'Personal data'
    expect((await reader.post(paths.moderatePaper(ID), { reason })).status).toBe(403)
    expect((await reader.get(paths.moderatePaper(ID))).status).toBe(403)
    expect((await reader.get(paths.hiddenPapers)).status).toBe(403)
    const stranger = await site.app.request(paths.moderatePaper(ID))
    expect(stranger.headers.get('location')).toBe(paths.login(paths.moderatePaper(ID)))
    expect((await moderator.post(paths.moderatePaper(ID), { reason: 'judy hates it' })).status).toBe(404) // prettier-ignore
    expect((await moderator.post(paths.moderatePaper('none'), { reason })).status).toBe(404)
    expect((await site.app.request(paths.paper(ID))).status).toBe(200)

    const hidden = await decide(ID, { reason })
    expect([hidden.status, hidden.headers.get('location')]).toEqual([303, paths.paper(ID)])
    expect(await moderator.read(paths.moderation)).not.toContain('It tells where I live.')
  })

  test('is gone from every page at once, but for those that the index answers', async () => {
    const byIndex = new Set([paths.paper('2504.00002'), '/api/suggest?q=wobb'])
    const left = await showing()
    expect(left.filter((path) => !byIndex.has(path))).toEqual([])
    await followed()
    expect(await showing()).toEqual([])
    expect(await brokenRules(site.db)).toEqual([])
    expect(await brokenSums(site.db)).toEqual([])
  })

  test('is in no count either', async () => {
    expect(await site.read(collection)).toContain('0 papers')
    expect(await reader.read(paths.library())).toContain('Papers that you save are kept here')
    expect(await reader.read(paths.libraryVotes())).toContain('There are none yet')
    expect(await reader.read(paths.front)).not.toContain('Notifications <b>')
    expect(await reader.read(paths.notices())).toContain('Nothing so far')
    const curator = await signIn(site, { role: 'curator' })
    expect(await curator.read(paths.mistakes)).toContain('Nothing waits for you')
    const status = await (await site.app.request('/api/status')).text()
    expect(status).toMatch(/"papers":2\b/)
  })

  test('has a page that says that it is hidden and why, and no other form', async () => {
    for (const who of [undefined, reader]) {
      const response = who
        ? await who.get(paths.paper(ID))
        : await site.app.request(paths.paper(ID))
      const page = await response.text()
      expect(response.status).toBe(410)
      expect(page).toContain('This paper is hidden')
      expect(page).toContain('Personal data')
      expect(page).toContain('noindex')
      expect(page).not.toContain(BAD)
    }
    for (const path of [
      paths.paperMarkdown(ID),
      paths.paperBibtex(ID),
      paths.paperFeed(ID),
      `/api/papers/${ID}`,
      `/api/papers/${ID}/similar`,
    ]) {
      const response = await site.app.request(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(await response.text()).not.toContain(BAD)
    }
    const version = await site.app.request(paths.paper(`${ID}v2`))
    expect(version.headers.get('location')).toBe(paths.paper(ID))
    const log = await site.read(paths.moderationLog())
    expect(log).toContain('Paper hidden')
    expect(log).toContain('Personal data')
    expect(log).not.toMatch(/nosy-reader|judge-judy|Wobblenet/)
  })

  test('is seen by moderators, with the way to show it again', async () => {
    const page = await moderator.read(paths.paper(ID))
    expect(page).toContain(BAD)
    expect(page).toContain('Personal data')
    expect(page).toContain('Show the paper again')
    expect(await moderator.read(paths.hiddenPapers)).toContain(BAD)
    const asked = await moderator.get(paths.moderatePaper(ID))
    expect(asked.headers.get('location')).toBe(paths.paper(ID))
  })

  test('takes nothing from anybody', async () => {
    const other = await signIn(site)
    const added = await other.post(paths.collections, { title: 'More', visibility: 'public' })
    const path = new URL(added.headers.get('location')!, 'http://site').pathname
    const answers = {
      vote: await other.post(paths.vote(ID), { vote: 'yes' }),
      comment: await other.post(paths.comments, { paper: ID, text: 'Me too' }),
      collect: await other.post(path, { do: 'add', paper: ID }),
      report: await other.post(paths.report('paper', ID), { reason: 'Still there' }),
      author: await other.post(paths.authorship(ID), { author: 'Ada Example', words: 'Me' }),
      correct: await moderator.get(paths.correct(ID)),
    }
    for (const [what, { status }] of Object.entries(answers)) {
      expect([what, status]).toEqual([what, 404])
    }
    await other.post(paths.shelf(ID), { set: 'saved' })
    await other.post(paths.shelf(ID), { set: 'dismissed' })
    const kept = await site.db.selectFrom('shelf').select('paperId').where('personId', '=', other.person.id).execute() // prettier-ignore
    expect(kept).toEqual([])
    const submitted = await other.post(paths.submit, { what: `https://arxiv.org/abs/${ID}` })
    expect(submitted.headers.get('location')).toBe(paths.paper(ID))
  })

  test('stays hidden when it is imported again, and in the mails that are planned then', async () => {
    await saveDrafts(site.db, [{ ...papers[0]!, title: `${papers[0]!.title}, once more` }])
    await followed()
    expect(await showing()).toEqual([])
    await subscriber(site.db, 'late', new Date(`${TODAY}T05:00:00Z`))
    await planDue(site, NOW)
    expect(await shows(paths.issue('daily', TODAY))).toBe(false)
  })

  test('comes back with its votes, its comments and everything that people did with it', async () => {
    expect((await reader.post(paths.moderatePaper(ID), { do: 'restore' })).status).toBe(403)
    await decide(ID, { do: 'restore' })
    await moderator.post(paths.moderatePaper(ID), { do: 'restore' })
    await followed()
    const planned = new Set([paths.issue('daily', TODAY), paths.issueFeed('daily')]) // without it
    expect(await showing()).toEqual(everywhere().filter((path) => !planned.has(path)))
    const page = await site.read(paths.paper(ID))
    expect(page).toContain('51 votes')
    expect(page).toContain('Owls are no newts')
    expect(await reader.read(paths.front)).toContain('Notifications <b>2<')
    const log = await site.read(paths.moderationLog())
    expect(log.match(/Paper shown again/g)).toHaveLength(1)
    expect(await moderator.read(paths.hiddenPapers)).toContain('No paper is hidden.')
    expect(await brokenRules(site.db)).toEqual([])
    expect(await brokenSums(site.db)).toEqual([])
    expect(site.failures).toEqual([])
  })

  test('that has no id but its title is not named in the public log while it is hidden', async () => {
    await saveDrafts(site.db, [
      { title: 'The address of Bob is Elm Street 1', ids: {}, authors: ['Eve'] },
    ])
    await followed()
    const id = /title:the-address[\w-]+/.exec(await site.read(paths.papers()))![0]
    await decide(id, { reason: 'Personal data' })
    expect(await site.read(paths.moderationLog())).not.toMatch(/elm/i)
    expect((await site.app.request(paths.paper(id))).status).toBe(410)
    await decide(id, { do: 'restore' })
    expect(await site.read(paths.moderationLog())).toContain(id)
  })

  test('keeps what curators said of it', async () => {
    const correction = { paperId: ID, kind: 'claim', quote: '91.5%', action: 'remove', value: '{}', madeAt: NOW } as const // prettier-ignore
    await site.db.insertInto('corrections').values(correction).execute()
    await moderator.post(paths.moderatePaper(ID), { reason: 'Spam' })
    await followed()
    await moderator.post(paths.moderatePaper(ID), { do: 'restore' })
    await followed()
    expect(await site.read(paths.claims())).not.toContain('91.5')
    const kept = await site.db.selectFrom('corrections').select('quote').execute()
    expect(kept).toEqual([{ quote: '91.5%' }])
  })
})
