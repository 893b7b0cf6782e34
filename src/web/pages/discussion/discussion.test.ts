import { afterEach, beforeAll, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../../../test/sign-in.ts'
import { posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
const paper = '2504.00001'
const page = paths.paper(paper)
let ada: SignedIn, bob: SignedIn, moderator: SignedIn

beforeAll(async () => {
  await site.print(posted(TODAY, 1), posted(TODAY, 2))
  ada = await signIn(site, { handle: 'ada' })
  bob = await signIn(site, { handle: 'bob' })
  moderator = await signIn(site, { role: 'moderator', handle: 'judge-judy' })
  await site.db
    .updateTable('people')
    .set({ createdAt: new Date('2024-01-01') })
    .execute() // none is new here
})

afterEach(() => expect(site.failures).toEqual([]))

/** Says something and returns the number of the comment. */
async function say(who: SignedIn, text: string, parent = ''): Promise<number> {
  const response = await who.post(paths.comments, { paper, parent, text })
  expect(response.status).toBe(303)
  return Number(/#comment-(\d+)$/.exec(response.headers.get('location')!)![1])
}

test('what is said stands on the page of the paper for everybody, with its formula', async () => {
  const id = await say(ada, 'It runs in $O(n^2)$.')

  const seen = await site.read(page)
  expect(seen).toContain(`id="comment-${id}"`)
  expect(seen).toContain('@ada')
  expect(seen).toMatch(/It runs in <math/)
})

test('an answer stands behind what it answers, a later comment behind both', async () => {
  const first = await say(ada, 'First question')
  const second = await say(bob, 'Second question')
  const answer = await say(bob, 'Answer to the first', String(first))

  const order = [...(await site.read(page)).matchAll(/id="comment-(\d+)"/g)].map(([, id]) => +id!)
  expect(order.indexOf(answer)).toBe(order.indexOf(first) + 1)
  expect(order.indexOf(second)).toBe(order.indexOf(answer) + 1)
})

test('nobody comments without signing in', async () => {
  const response = await site.app.request(paths.comments, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ paper, text: 'anonymous' }),
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toMatch(/^\/login/)
  expect(await site.read(page)).not.toContain('anonymous')
})

test('a form without the token of the session is refused', async () => {
  const response = await ada.post(paths.comments, { paper, text: 'forged', form: '' })
  expect(response.status).toBe(403)
})

test('an empty comment and one that is too long are explained beside their text', async () => {
  const empty = await ada.post(paths.comments, { paper, text: ' \n ' })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('A comment needs some words.')

  const long = await ada.post(paths.comments, { paper, text: 'a'.repeat(10_001) })
  expect(long.status).toBe(422)
  expect(await long.text()).toContain('this one has 10001')
})

test('an answer to a comment of another paper, or to none, is refused', async () => {
  const id = await say(ada, 'Only here')
  const response = await bob.post(paths.comments, {
    paper: '2504.00002',
    parent: String(id),
    text: 'x',
  })
  expect(response.status).toBe(422)
  for (const parent of ['0', '-1', '1e3', '99999999', 'x']) {
    expect((await bob.post(paths.comments, { paper, parent, text: 'x' })).status).toBe(422)
  }
})

test('only its author edits a comment; what it said before stays readable', async () => {
  const id = await say(ada, 'I was wrong')
  expect((await bob.get(paths.commentEdit(id))).status).toBe(404)
  expect((await bob.post(paths.commentEdit(id), { text: 'defaced' })).status).toBe(404)

  const response = await ada.post(paths.commentEdit(id), { text: 'I was *right*' })
  expect(response.status).toBe(303)
  expect(await site.read(page)).toContain('I was <em>right</em>')
  expect(await site.read(paths.commentHistory(id))).toContain('I was wrong')
})

test('a deleted comment leaves a stub and nothing of its words', async () => {
  const id = await say(ada, 'A secret slipped out')
  const answer = await say(bob, 'Careful!', String(id))
  expect((await bob.post(paths.commentDelete(id))).status).toBe(404)
  await ada.post(paths.commentEdit(id), { text: 'Edited secret' })
  await ada.post(paths.commentDelete(id))

  const seen = await site.read(page)
  expect(seen).not.toMatch(/secret/i)
  expect(seen).toContain('Deleted by its author.')
  expect(seen).toContain(`id="comment-${answer}"`)
  expect(await site.read(paths.commentHistory(id))).not.toMatch(/secret/i)
})

test('a moderator hides a comment with a reason, which the public log tells without a name', async () => {
  const id = await say(bob, 'Buy my pills, cheap')
  await bob.post(paths.commentEdit(id), { text: 'Buy my pills' })
  expect((await ada.post(paths.commentHide(id), { reason: 'Spam' })).status).toBe(403)

  await ada.post(paths.report('comment', id), { reason: 'This is advertising.' })
  expect(await moderator.read(paths.moderation)).toContain('This is advertising.')
  expect((await moderator.post(paths.commentHide(id), { reason: 'bob is a fool' })).status).toBe(
    404,
  )
  await moderator.post(paths.commentHide(id), { reason: 'Spam' })

  const seen = await site.read(page)
  expect(seen).not.toContain('pills')
  expect(seen).toContain('Hidden by a moderator: Spam')
  expect(await site.read(paths.commentHistory(id))).not.toContain('pills')
  const log = await site.read(paths.moderationLog())
  expect(log).toContain('Comment hidden')
  expect(log).not.toMatch(/bob|judge-judy/)
  expect(await moderator.read(paths.moderation)).not.toContain('This is advertising.')

  await moderator.post(paths.commentRestore(id))
  expect(await site.read(page)).toContain('Buy my pills')
})

test('a reaction counts once, however often it is sent', async () => {
  const id = await say(ada, 'React to this')
  await bob.post(paths.commentReaction(id), { on: 'good point' })
  await bob.post(paths.commentReaction(id), { on: 'good point' })
  await bob.post(paths.commentReaction(id), { on: '<script>' })
  const reactions = () =>
    site.read(page).then((seen) => seen.split(`id="comment-${id}"`)[1]!.split('</article>')[0])
  expect(await reactions()).toMatch(/good point <b>1<\/b>/)
  await bob.post(paths.commentReaction(id), { off: 'good point' })
  expect(await reactions()).not.toContain('good point')
})

test('who is blocked reads on, is told why, and can still sign out', async () => {
  const eve = await signIn(site, { handle: 'eve' })
  expect((await ada.post(paths.block('eve'), { days: '7', reason: 'Abuse' })).status).toBe(403)
  await moderator.post(paths.block('eve'), { days: '7', reason: 'Abuse' })

  const refused = await eve.post(paths.comments, { paper, text: 'Let me in' })
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('Abuse')
  expect(await eve.read(page)).toContain('id="discussion"')
  expect(await site.read(paths.moderationLog())).toContain('Somebody blocked for 7 days')

  await moderator.post(paths.block('eve'), { days: '0' })
  expect((await eve.post(paths.comments, { paper, text: 'Thank you' })).status).toBe(303)
  expect((await eve.post(paths.logout)).status).toBe(303)
})

test('a newcomer is slowed down after five comments an hour', async () => {
  const fast = await signIn(site, { handle: 'fast' })
  for (let n = 0; n < 5; n++) await say(fast, `Comment ${n}`)
  const response = await fast.post(paths.comments, { paper, text: 'One more' })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Please wait a little')
})

test('the feed of a discussion is well-formed and holds what was said', async () => {
  const response = await site.app.request(paths.paperFeed(paper))
  expect(response.headers.get('content-type')).toContain('application/atom+xml')
  const feed = await response.text()
  expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom">')
  expect(feed).toContain('It runs in')
  expect(feed).not.toContain('<math')
})

test('a link to a comment leads to its place in the discussion', async () => {
  const id = await say(moderator, 'Find me')
  const response = await site.app.request(paths.comment(id))
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(`${page}#comment-${id}`)
  expect((await site.app.request('/comments/999999')).status).toBe(404)
  expect((await site.app.request('/comments/abc')).status).toBe(404)
})

test('the page of a person shows what they said, and none of what was taken away', async () => {
  const seen = await site.read(paths.person('ada'))
  expect(seen).toContain('React to this')
  expect(seen).not.toMatch(/secret|example\.org/i)
})
