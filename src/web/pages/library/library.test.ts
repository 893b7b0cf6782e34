import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { draft, posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { spreadNews } from '../../../library/news-store.ts'
import { askSearches } from '../../../library/follow-news.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
await site.print(
  draft(1, { categories: ['cs.CL'] }),
  draft(2, { title: 'A <b>bold</b> & "quoted" title' }),
)
const ONE = '2504.00001'
const TWO = '2504.00002'
const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const PRIVATE_PAGES = [
  paths.library(),
  paths.libraryVotes(),
  paths.libraryImport,
  paths.following(),
  paths.libraryExport('bib'),
]

test('pages of one’s own lead whoever is not signed in to sign in', async () => {
  for (const path of PRIVATE_PAGES) {
    const response = await site.app.request(path)
    expect([path, response.status, response.headers.get('location')]).toEqual([
      path,
      303,
      paths.login(path),
    ])
  }
})

test('a reader saves a paper, finds it in the library and takes it along in every format', async () => {
  const reader = await signIn(site)
  for (const id of [ONE, TWO]) await reader.post(paths.shelf(id), { set: 'saved' })
  const page = await reader.read(paths.library())
  expect(page).toContain(paths.paper(ONE))
  const file = async (ending: string) => (await reader.get(paths.libraryExport(ending))).text()
  expect((await file('bib')).match(/@misc/g)).toHaveLength(2)
  expect(await file('ris')).toContain('TI  - A plain title for paper number 1\r\n')
  expect(JSON.parse(await file('csl.json'))).toMatchObject([
    {},
    { author: [{ literal: 'Ada Example' }] },
  ])
  expect((await reader.get(paths.libraryExport('exe'))).status).toBe(404)

  const other = await signIn(site)
  await other.post(paths.libraryImport, { list: await file('ris') })
  expect(await other.read(paths.library())).toContain(paths.paper(ONE))
  const third = await signIn(site)
  await third.post(paths.libraryImport, { list: await file('csl.json') })
  expect(await third.read(paths.library())).toContain(paths.paper(TWO))

  await reader.post(paths.shelf(ONE), { set: 'unsaved' })
  expect(await reader.read(paths.library())).not.toContain(`${paths.paper(ONE)}"`)
})

test('a list that is none is answered with what is wrong', async () => {
  const reader = await signIn(site)
  expect((await reader.post(paths.libraryImport, { list: ' ' })).status).toBe(422)
  const response = await reader.post(paths.libraryImport, { list: '%PDF-1.7 <script>' })
  expect(await response.text()).toContain('This is a PDF')
  const missing = await reader.post(paths.libraryImport, {
    list: '@misc{x, title = {<img src=x onerror=y>}, author={N}}',
  })
  expect(await missing.text()).not.toContain('<img')
})

test('marks are shown to whoever made them', async () => {
  const reader = await signIn(site)
  await reader.post(paths.shelf(ONE), { set: 'dismissed' })
  expect(text(await reader.read(paths.papers()))).toContain('Not interested')
  await reader.post(paths.shelf(ONE), { set: 'interesting' })
  expect(text(await reader.read(paths.papers()))).not.toContain('Not interested')
})

async function newCollection(visibility: string, title = 'Rivers') {
  const owner = await signIn(site)
  const made = await owner.post(paths.collections, { title, visibility, description: '<i>why</i>' })
  const path = made.headers.get('location')!
  await owner.post(path, { do: 'add', paper: ONE, note: '<script>alert(1)</script>' })
  return { owner, path }
}

test('a collection is read by whom its maker lets read it, and for others there is none', async () => {
  const reader = await signIn(site, { role: 'admin' })
  for (const [visibility, status] of [
    ['public', 200],
    ['unlisted', 200],
    ['private', 404],
  ] as const) {
    const { owner, path } = await newCollection(visibility, `Rivers, ${visibility}`)
    expect([visibility, (await site.app.request(path)).status]).toEqual([visibility, status])
    expect((await reader.get(path)).status).toBe(status)
    expect(text(await owner.read(path))).toContain('1 paper, collected by')
    expect(await owner.read(path)).not.toContain('<script>alert')
  }
  const list = text(await site.read(paths.collections))
  expect(list).toContain('Rivers, public')
  expect(list).not.toContain('unlisted')
  expect(list).not.toContain('Rivers, private')
})

test('a collection that becomes private is gone at once', async () => {
  const { owner, path } = await newCollection('public')
  expect((await site.app.request(path)).status).toBe(200)
  await owner.post(path, { do: 'change', title: 'Rivers', visibility: 'private' })
  expect((await site.app.request(path)).status).toBe(404)
})

test('a collection is reported, hidden with a reason in the public log, and shown again', async () => {
  const { owner, path } = await newCollection('public', 'Rivers of abuse')
  const id = path.split('/').at(-1)!
  const [reader, moderator] = [await signIn(site), await signIn(site, { role: 'moderator' })]
  expect(await reader.read(path)).toContain(paths.report('collection', id))
  expect((await reader.post(paths.report('collection', id), { reason: 'Names me' })).status).toBe(
    200,
  )
  const queue = await moderator.read(paths.moderation)
  expect(text(queue)).toContain('Names me')
  expect(queue).toContain(`action="${paths.collectionHide(id)}"`)

  expect((await reader.post(paths.collectionHide(id), { reason: 'Abuse' })).status).toBe(403)
  expect((await moderator.post(paths.collectionHide(id), { reason: 'Made up' })).status).toBe(404)
  expect((await moderator.post(paths.collectionHide(id), { reason: 'Abuse' })).status).toBe(303)
  expect((await site.app.request(path)).status).toBe(404)
  expect((await reader.get(path)).status).toBe(404)
  await reader.post(paths.follow, { kind: 'collection', subject: id, do: 'follow' })
  expect(text(await reader.read(paths.following()))).not.toContain('You follow')
  expect(text(await site.read(paths.collections))).not.toContain('Rivers of abuse')
  expect(text(await owner.read(path))).toContain(
    'hidden this collection from everybody else: Abuse',
  )
  await owner.post(path, { do: 'change', title: 'Rivers of abuse', visibility: 'public' })
  expect((await site.app.request(path)).status).toBe(404) // its maker does not bring it back
  expect(text(await site.read(paths.moderationLog()))).toContain('Collection hidden Abuse')
  expect(text(await moderator.read(paths.moderation))).not.toContain('Names me')

  await moderator.post(paths.collectionRestore(id))
  expect((await site.app.request(path)).status).toBe(200)
  expect(text(await site.read(paths.moderationLog()))).toContain('Collection shown again')
})

test('a private collection can be neither reported nor hidden: nobody else sees it', async () => {
  const { path } = await newCollection('private')
  const id = path.split('/').at(-1)!
  const moderator = await signIn(site, { role: 'moderator' })
  expect((await moderator.get(paths.report('collection', id))).status).toBe(404)
  expect((await moderator.post(paths.collectionHide(id), { reason: 'Abuse' })).status).toBe(404)
})

test('what a former reader left is reported, and changed or deleted by moderators, as the log says', async () => {
  const { owner, path } = await newCollection('public', 'Left behind')
  await owner.post(paths.erase, { handle: owner.person.handle, farewell: 'keep' })
  const [reader, moderator] = [await signIn(site), await signIn(site, { role: 'moderator' })]
  expect(text(await reader.read(path))).toContain('collected by a former reader')
  expect(await reader.read(path)).toContain('Report this collection')
  expect((await reader.post(path, { do: 'delete' })).status).toBe(404)

  await moderator.post(path, { do: 'remove', paper: ONE })
  await moderator.post(path, { do: 'change', title: 'Put in order', visibility: 'unlisted' })
  expect(text(await site.read(path))).toContain('Put in order')
  expect(text(await site.read(path))).toContain('0 papers')
  await moderator.post(path, { do: 'delete' })
  expect((await moderator.get(path)).status).toBe(404)
  const log = text(await site.read(paths.moderationLog()))
  expect(log).toContain('Collection of a former reader changed Its maker has left 2504.00001')
  expect(log).toContain('Collection of a former reader deleted Its maker has left')
})

test('nobody but its maker changes a collection', async () => {
  const { owner, path } = await newCollection('public')
  const other = await signIn(site, { role: 'admin' })
  const attempts: Record<string, string>[] = [
    { do: 'delete' },
    { do: 'remove', paper: ONE },
    { do: 'change', title: 'Mine now' },
  ]
  for (const fields of attempts) {
    expect((await other.post(path, fields)).status).toBe(404)
  }
  expect(text(await owner.read(path))).toContain('1 paper, collected by')
  await owner.post(path, { do: 'remove', paper: ONE })
  expect(text(await owner.read(path))).toContain('0 papers, collected by')
  await owner.post(path, { do: 'delete' })
  expect((await owner.get(path)).status).toBe(404)
})

test('fields that a form does not have change nothing', async () => {
  const { owner, path } = await newCollection('private')
  await owner.post(path, {
    do: 'change',
    title: 'Kept',
    visibility: 'everybody',
    personId: 'x',
    id: 'y',
  })
  expect((await site.app.request(path)).status).toBe(404)
  expect(text(await owner.read(path))).toContain('Kept')
})

test('a reader follows an author and is told what is new, counted, until all is read', async () => {
  const reader = await signIn(site)
  await reader.post(paths.follow, { kind: 'author', subject: 'ada-example', do: 'follow' })
  expect(text(await reader.read(paths.author('ada-example')))).toContain(
    'Following ada-example, stop',
  )
  await site.db
    .insertInto('news')
    .values({
      personId: reader.person.id,
      paperId: ONE,
      kind: 'author',
      subject: 'ada-example',
      at: new Date('2025-04-17'),
      readAt: null,
    })
    .execute()
  expect(text(await reader.read(paths.front))).toContain('Following 1 new')
  expect(text(await reader.read(paths.following()))).toContain(
    'New , because you follow the author ada-example',
  )
  await reader.post(paths.newsRead)
  expect(text(await reader.read(paths.front))).not.toContain('1 new')
  await reader.post(paths.follow, { kind: 'author', subject: 'ada-example', do: 'unfollow' })
  expect(text(await reader.read(paths.following()))).not.toContain('You follow')
})

test('what cannot be followed is refused, and a private collection is none', async () => {
  const reader = await signIn(site)
  expect(
    (await reader.post(paths.follow, { kind: 'person', subject: 'x', do: 'follow' })).status,
  ).toBe(404)
  expect(
    (await reader.post(paths.follow, { kind: 'topic', subject: ' ', do: 'follow' })).status,
  ).toBe(404)
  const { path } = await newCollection('private')
  await reader.post(paths.follow, {
    kind: 'collection',
    subject: path.split('/').at(-1)!,
    do: 'follow',
  })
  expect(text(await reader.read(paths.following()))).not.toContain('You follow')
})

test('a followed search is asked for its newest papers, which are news to whoever follows it', async () => {
  const reader = await signIn(site)
  await site.print(posted(TODAY, 7, { title: 'Unheard-of quaternions' }))
  await reader.post(paths.follow, { kind: 'search', subject: 'quaternions', do: 'follow' })
  const now = () => new Date(`${TODAY}T12:00:00Z`)
  for (let n = 0; n < 2; n++) {
    await askSearches(site.db, site.search, now, AbortSignal.timeout(60_000))
  }
  const page = text(await reader.read(paths.following()))
  expect(page.match(/because you follow the search quaternions/g)).toHaveLength(1)
  expect(page).toContain('Unheard-of quaternions')
})

test('whatever a reader follows, from the page of it, a new paper that belongs to it is told', async () => {
  const now = new Date(`${TODAY}T12:00:00Z`)
  const owner = await signIn(site)
  const own = (
    await owner.post(paths.collections, { title: 'Maps', visibility: 'public' })
  ).headers.get('location')!
  const abstract =
    'We present MapNet, a mixture of experts model. Mixture-of-experts layers draw maps.'
  const known = { abstract, authors: ['Grace Hopper'], categories: ['cs.RO'] }
  await site.print(posted(TODAY, 30, known))
  const pages = {
    author: paths.author('grace-hopper'),
    subject: paths.trendingIn('cs.RO'),
    topic: paths.topic('mixture-of-experts'),
    system: paths.system('mapnet'),
    search: paths.search('zebra crossings', 'newest'),
    collection: own,
  }
  await site.print(posted(TODAY, 31, { title: 'Zebra crossings of old' }))
  const readers = await Promise.all(
    Object.entries(pages).map(async ([kind, page]) => {
      const reader = await signIn(site)
      const [, form] = /(<form class="shelf" method="post" action="\/follow">.*?<\/form>)/s.exec(
        await reader.read(page),
      )!
      const field = (name: string) =>
        new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(form!)![1]!
      await reader.post(paths.follow, {
        kind: field('kind'),
        subject: field('subject'),
        do: 'follow',
      })
      return { kind, reader }
    }),
  )
  await site.print(posted(TODAY, 32, { ...known, title: 'New zebra crossings drawn by MapNet' }))
  await owner.post(own, { do: 'add', paper: '2504.00032' })
  while (await spreadNews(site.db, now));
  await askSearches(site.db, site.search, () => now, new AbortController().signal)

  for (const { kind, reader } of readers) {
    expect([
      kind,
      (await reader.read(paths.following())).includes(paths.paper('2504.00032')),
    ]).toEqual([kind, true])
  }
})
