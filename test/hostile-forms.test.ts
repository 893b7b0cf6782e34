import { expect, test } from 'vitest'
import { paths } from '../src/web/paths.ts'
import { brokenRules, brokenSums } from './integrity.ts'
import { randomFrom } from './random.ts'
import { signIn } from './sign-in.ts'
import { draft, posted, testSite, TODAY } from './test-site.ts'

const PAPER = '2504.00001'
const ABSTRACT = 'We propose MapNet, a vision model. It reaches an accuracy of 91.5% on maps.'

const site = await testSite({ voting: { newAccountHours: 0, perNetwork: 2 } })
await site.print(
  posted(TODAY, 1, { title: 'MapNet: Faster Maps', abstract: ABSTRACT }),
  posted(TODAY, 2),
  draft(3, { ids: {}, title: 'Known by its title and nothing else' }),
)

/** What no field expects. */
const HOSTILE = [
  '',
  ' ',
  '\0',
  'a\0b',
  '-1',
  '0',
  '1e99',
  '9'.repeat(40),
  '2147483648',
  'NaN',
  'null',
  '[object Object]',
  '__proto__',
  'constructor',
  "'; drop table all_papers; --",
  '%00%ff',
  '../../etc/passwd',
  '\u{202E}\u{FEFF}\u{FFFD}',
  '<script>alert(1)</script>',
  '{"a":[1]}',
  '\r\nSet-Cookie: a=b',
  'x'.repeat(20_000),
  '('.repeat(3_000),
  '$$\\frac{'.repeat(500),
]

/** What fields take, so that forms come further than their first question. */
const USUAL: Record<string, string[]> = {
  action: ['remove', 'replace', 'add', 'take back'],
  address: ['ada@example.org'],
  author: ['Ada Example'],
  days: ['0', '7'],
  decision: ['accept', 'reject', 'confirm', 'decline'],
  description: ['words'],
  do: ['add', 'remove', 'change', 'delete', 'restore', 'follow', 'unfollow'],
  email: ['ada@example.org'],
  end: ['all', '1'],
  handle: ['ada', 'person-1'],
  id: [PAPER, '1'],
  judge: ['count', 'refuse'],
  kind: ['claim', 'comment', 'paper', 'person', 'collection', 'author', 'topic', 'search', 'code'],
  list: ['@misc{a, title = {A}}', '{}', 'TY  - JOUR\r\nER  -'],
  name: ['MapNet', 'Ada'],
  newest: ['1'],
  note: ['words'],
  off: ['thanks'],
  on: ['thanks'],
  paper: [PAPER, '2504.00002'],
  parent: ['', '1'],
  quote: ['91.5%', 'MapNet'],
  reason: ['Spam', 'Abuse', 'misread', 'Its maker has left'],
  role: ['reader', 'curator'],
  set: ['saved', 'unsaved', 'seen', 'dismissed'],
  step: ['describe'],
  subject: [PAPER, '1', 'ada-example'],
  text: ['words'],
  title: ['A title of more than twelve letters'],
  url: ['https://example.org/code'],
  visibility: ['public', 'unlisted', 'private'],
  vote: ['yes', 'no'],
  words: ['It is me'],
  zone: ['Europe/Oslo'],
}

const IDS = [PAPER, '1', '0', '-1', '9'.repeat(30), 'title:known', '%00', '__proto__', 'a%2Fb']

/** Where forms go that readers, curators and moderators are shown. `id` takes the place of what the address names. */
const FORMS: ((id: string) => string)[] = [
  (id) => `/vote/${id}`,
  (id) => `/shelf/${id}`,
  () => paths.comments,
  (id) => `/comments/${id}/edit`,
  (id) => `/comments/${id}/delete`,
  (id) => `/comments/${id}/reaction`,
  (id) => `/comments/${id}/hide`,
  (id) => `/comments/${id}/restore`,
  (id) => `/report/paper/${id}`,
  (id) => `/report/comment/${id}`,
  (id) => `/report/${id}/${id}`,
  () => paths.collections,
  (id) => `/collections/${id}`,
  (id) => `/collections/${id}/hide`,
  (id) => `/collections/${id}/restore`,
  () => paths.follow,
  () => paths.newsRead,
  () => paths.noticesRead,
  () => paths.libraryImport,
  (id) => `/authorship/${id}`,
  (id) => `/author-links/${id}`,
  () => paths.submit,
  (id) => `/inbox/${id}`,
  () => '/mistake',
  () => paths.mistakes,
  (id) => `/correct/${id}`,
  () => paths.moderationSettle,
  () => paths.moderationVotes,
  (id) => `/moderation/papers/${id}`,
  (id) => `/moderation/authors/${id}`,
  (id) => `/people/${id}/block`,
  () => paths.subscribe,
  () => paths.login(),
  () => paths.settings,
  () => paths.newAddress,
  () => paths.mails,
  () => paths.people(),
  (id) => `/login/${id}`,
  (id) => `/email/p/${id}`,
]

const PARAMETERS = [
  '/papers?q=',
  '/papers?page=',
  '/papers?sort=newest&q=',
  '/papers/trending?topic=',
  '/systems?q=',
  '/systems?year=',
  '/systems.csv?topic=',
  '/claims?metric=',
  '/claims.json?unit=',
  '/mistake?kind=claim&quote=91.5%25&paper=',
  `/mistake?kind=claim&paper=${PAPER}&quote=`,
  '/login?next=',
  '/library?page=',
  '/moderation/log?page=',
  '/admin/people?from=',
  '/api/daily_papers?date=',
  '/api/papers?cursor=',
  '/api/papers/search?q=',
  '/api/suggest?q=',
]

test('whatever an address asks for, whoever asks is answered', async () => {
  const admin = await signIn(site, { role: 'admin' })
  for (const path of PARAMETERS) {
    for (const value of HOSTILE) {
      const address = path + encodeURIComponent(value).slice(0, 1_500).replace(/%.?$/, '')
      const statuses = [(await site.app.request(address)).status, (await admin.get(address)).status]
      expect([address, Math.max(...statuses) < 500]).toEqual([address, true])
    }
  }
  expect(site.failures).toEqual([])
})

test('whatever a form holds, whoever sends it is answered, and everything still fits together', async () => {
  const moderator = await signIn(site, { role: 'moderator' })
  const people = [await signIn(site), await signIn(site, { role: 'curator' }), moderator]
  const { pick, chance } = randomFrom(2025)
  const field = (name: string) => pick(chance(0.6) ? USUAL[name]! : HOSTILE)
  const broken: unknown[] = []
  for (let turn = 0; turn < 25; turn++) {
    await moderator.post(paths.moderatePaper(PAPER), { do: 'restore' })
    for (const form of FORMS) {
      const path = form(chance(0.5) ? PAPER : pick(IDS))
      const fields = Object.fromEntries(Object.keys(USUAL).map((name) => [name, field(name)]))
      const { status } = await pick(people).post(path, fields)
      if (status >= 500) broken.push([path, status, fields])
    }
  }
  expect(broken).toEqual([])
  expect(site.failures).toEqual([])
  await site.print() // reads what was corrected and hidden
  expect(await brokenRules(site.db)).toEqual([])
  expect(await brokenSums(site.db)).toEqual([])
})
