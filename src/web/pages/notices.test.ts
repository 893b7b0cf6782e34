import { afterEach, beforeAll, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../../test/sign-in.ts'
import { posted, testSite, TODAY } from '../../../test/test-site.ts'
import { NOTICES_MAX, tellOfComment } from '../../community/notice-store.ts'
import { paths } from '../paths.ts'

const site = await testSite()
const paper = '2504.00001'
let ada: SignedIn, bob: SignedIn, moderator: SignedIn

beforeAll(async () => {
  await site.print(posted(TODAY, 1))
  ada = await signIn(site, { handle: 'ada' })
  bob = await signIn(site, { handle: 'bob' })
  moderator = await signIn(site, { role: 'moderator', handle: 'judge-judy' })
  await site.db
    .updateTable('people')
    .set({ createdAt: new Date('2024-01-01') })
    .execute() // none is new here
})
afterEach(() => expect(site.failures).toEqual([]))

async function say(who: SignedIn, text: string, parent = ''): Promise<number> {
  const response = await who.post(paths.comments, { paper, parent, text })
  return Number(/#comment-(\d+)$/.exec(response.headers.get('location')!)![1])
}

/** What the masthead says is new; 0 when it says nothing. */
async function unread(who: SignedIn): Promise<number> {
  const [, count = '0'] = /Notifications <b>(\d+\+?)</.exec(await who.read(paths.front)) ?? []
  return Number(count)
}

async function readAll(who: SignedIn): Promise<void> {
  const [, newest] = /name="newest" value="(\d+)"/.exec(await who.read(paths.notices())) ?? []
  await who.post(paths.noticesRead, { newest: newest ?? '0' })
}

test('who is called or answered is told, and counts what is new until they mark it as read', async () => {
  expect(await ada.read(paths.notices())).toContain('Nothing so far')
  const said = await say(ada, 'What does @nobody-here think? And `@bob`?')
  await say(bob, 'I think so', String(said))
  await say(bob, 'And so does @Ada')

  expect(await unread(ada)).toBe(2)
  expect(await unread(bob)).toBe(0) // he was named in code only
  const seen = await ada.read(paths.notices())
  expect(seen).toContain('answered you')
  expect(seen).toContain('called you')
  await readAll(ada)
  expect(await unread(ada)).toBe(0)
  expect(await ada.read(paths.notices())).toContain('answered you')
})

test('what comes after the page was opened stays unread', async () => {
  await say(bob, '@ada one')
  const page = await ada.read(paths.notices())
  await say(bob, '@ada two')
  await ada.post(paths.noticesRead, { newest: /name="newest" value="(\d+)"/.exec(page)![1]! })
  expect(await unread(ada)).toBe(1)
  await readAll(ada)
})

test('an answer that calls is told once, and so is what is edited', async () => {
  const said = await say(ada, 'A question')
  const answer = await say(bob, '@ada yes', String(said))
  await bob.post(paths.commentEdit(answer), { text: '@ada yes, and @judge-judy too' })
  expect(await unread(ada)).toBe(1)
  expect(await unread(moderator)).toBe(1)
  await readAll(ada)
  await readAll(moderator)
})

test('nobody is told of their own words', async () => {
  const said = await say(ada, 'I, @ada, say so')
  await say(ada, 'And again', String(said))
  expect(await unread(ada)).toBe(0)
})

test('what is hidden, deleted, or said by somebody who is blocked is not told', async () => {
  const hidden = await say(bob, '@ada buy pills')
  const deleted = await say(bob, '@ada no')
  await moderator.post(paths.commentHide(hidden), { reason: 'Spam' })
  await bob.post(paths.commentDelete(deleted))
  expect(await unread(ada)).toBe(0)
  await moderator.post(paths.commentRestore(hidden))
  expect(await unread(ada)).toBe(1)

  await moderator.post(paths.block('bob'), { days: '7', reason: 'Abuse' })
  expect(await unread(ada)).toBe(0)
  expect(await ada.read(paths.notices())).not.toContain('@bob')
  await moderator.post(paths.block('bob'), { days: '0' })
  await readAll(ada)
})

test('a submission that is decided is told to who sent it, and not to a curator who decides on their own', async () => {
  const curator = await signIn(site, { role: 'curator', handle: 'carl' })
  const described = { step: 'describe', id: '', authors: 'Grace Hopper', abstract: '', link: '' }
  const submit = (who: SignedIn, title: string) =>
    who.post(paths.submit, { ...described, title, published: '', note: '' })
  await submit(ada, 'A paper that nobody takes')
  await submit(ada, 'A paper that somebody takes')
  await submit(curator, 'A paper of the curator')
  const waiting = await curator.read(paths.inbox)
  const [no, yes, own] = [...waiting.matchAll(/id="submission-(\d+)"/g)].map(([, id]) => Number(id))
  await curator.post(paths.decideSubmission(no!), { decision: 'reject', reason: 'No paper' })
  await curator.post(paths.decideSubmission(yes!), { decision: 'accept', day: TODAY })
  await curator.post(paths.decideSubmission(own!), { decision: 'accept', day: TODAY })

  const seen = await ada.read(paths.notices())
  expect(seen).toContain('was not taken (A paper that nobody takes): No paper')
  expect(seen).toMatch(/was accepted:\s*<a href="[^"]*">A paper that somebody takes<\/a>/)
  expect(await unread(ada)).toBe(2)
  expect(await unread(curator)).toBe(0)
})

test('so many are kept, the newest, and the count ends at 99', async () => {
  const at = new Date(`${TODAY}T12:00:00Z`)
  const rows = Array.from({ length: NOTICES_MAX + 20 }, (_, number) => ({
    paperId: paper,
    place: `flood ${number}`,
    depth: 0,
    personId: bob.person.id,
    body: 'x',
    html: 'x',
    writtenAt: at,
  }))
  const ids = await site.db.insertInto('comments').values(rows).returning('id').execute()
  for (const { id } of ids) await tellOfComment(site.db, { id, mentions: ['judge-judy'], at })

  const { length } = await site.db
    .selectFrom('notices')
    .select('id')
    .where('personId', '=', moderator.person.id)
    .execute()
  expect(length).toBe(NOTICES_MAX)
  expect(await moderator.read(paths.front)).toContain('Notifications <b>99+<')
  expect(await moderator.read(paths.notices(10))).toContain('called you')
  expect((await moderator.get(paths.notices(11))).status).toBe(404)
})

test('they are nobody else’s', async () => {
  expect(await bob.read(paths.notices())).not.toContain('called you')
  const anonymous = await site.app.request(paths.notices())
  expect(anonymous.headers.get('location')).toMatch(/^\/login/)
  const [, newest] = /name="newest" value="(\d+)"/.exec(await moderator.read(paths.notices()))!
  await bob.post(paths.noticesRead, { newest: newest! })
  expect(await unread(ada)).toBeGreaterThan(0)
})
