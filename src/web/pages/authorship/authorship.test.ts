import { afterEach, beforeAll, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../../../test/sign-in.ts'
import { draft, posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { correctionsOf } from '../../../catalogue/correction-store.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
const paper = '2504.00001'
const page = paths.paper(paper)
const WRONG = 'https://github.com/somebody/else'
const printed = posted(TODAY, 1, {
  authors: ['Grace Hopper', 'Ada Lovelace'],
  abstract: 'We present it. Code is at https://example.org/old.',
  links: [{ url: WRONG, kind: 'code' }],
})
let grace: SignedIn, bob: SignedIn, moderator: SignedIn, admin: SignedIn

beforeAll(async () => {
  await site.print(printed, posted(TODAY, 2, { authors: ['Grace Hopper'] }))
  grace = await signIn(site, { handle: 'grace' })
  bob = await signIn(site, { handle: 'bob' })
  moderator = await signIn(site, { role: 'moderator', handle: 'judge-judy' })
  admin = await signIn(site, { role: 'admin', handle: 'root' })
})
afterEach(() => expect(site.failures).toEqual([]))

const ask = (who: SignedIn, author = 'Grace Hopper', words = 'My page names me.', id = paper) =>
  who.post(paths.authorship(id), { author, words })

/** Confirms or declines what waits longest. */
async function judge(by: SignedIn, fields: Record<string, string>): Promise<Response> {
  const [, id] = /action="\/moderation\/authors\/(\d+)"/.exec(
    await by.read(paths.moderationAuthors),
  )!
  return by.post(paths.judgeAuthor(Number(id)), fields)
}

test('an author asks, a moderator confirms, and the person stands beside the name and on what they say', async () => {
  expect(await site.read(page)).toContain(`href="${paths.authorship(paper)}"`)
  expect(await grace.read(paths.authorship(paper))).toContain('<option >Ada Lovelace</option>')
  expect((await ask(grace)).status).toBe(303)
  expect(await grace.read(paths.authorship(paper))).toContain('A moderator will look')
  expect(await site.read(page)).not.toContain('@grace')
  expect((await grace.get(paths.authorLinks(paper))).status).toBe(404)
  await grace.post(paths.comments, { paper, text: 'As I wrote' })

  expect(await moderator.read(paths.moderationAuthors)).toContain('My page names me.')
  expect((await judge(moderator, { decision: 'confirm' })).status).toBe(303)

  const seen = await site.read(page)
  expect(seen).toMatch(
    /Grace Hopper<\/a\s*> <small>\(<a href="\/people\/grace">@grace<\/a>\)<\/small>/,
  )
  expect(seen).toContain('<span class="badge">Author</span>')
  expect(await site.read(paths.person('grace'))).toContain(`href="${page}"`)
  expect(await site.read(paths.moderationLog())).toContain('Author confirmed')
  expect(await grace.read(paths.notices())).toContain('You are confirmed as an author')
})

test('nobody asks for a name that is not on the paper, without words, twice, or without signing in', async () => {
  for (const [author, words] of [
    ['Alan Turing', 'It is me'],
    ['', 'It is me'],
    ['Ada Lovelace', ' '],
    ['Ada Lovelace', 'x'.repeat(501)],
  ]) {
    expect((await ask(bob, author, words)).status).toBe(422)
  }
  expect((await ask(grace, 'Ada Lovelace')).status).toBe(422)
  expect((await ask(bob, 'Ada Lovelace', 'me', '2504.09999')).status).toBe(404)
  const anonymous = await site.app.request(paths.authorship(paper))
  expect(anonymous.headers.get('location')).toMatch(/^\/login/)
  expect(await moderator.read(paths.moderationAuthors)).toContain('Nothing waits for you.')
})

test('only moderators decide, nobody about themselves but an admin, and no name has two people', async () => {
  expect((await bob.get(paths.moderationAuthors)).status).toBe(403)
  expect((await bob.post(paths.judgeAuthor(1), { decision: 'confirm' })).status).toBe(403)
  await ask(moderator)
  expect((await judge(moderator, { decision: 'confirm' })).status).toBe(409)
  const taken = await judge(admin, { decision: 'confirm' })
  expect(await taken.text()).toContain('Somebody else is confirmed as this author')
  expect((await judge(admin, { decision: 'decline', reason: 'grace is a liar' })).status).toBe(409)
  await judge(admin, { decision: 'decline', reason: 'Somebody else is this author already' })

  await ask(admin, 'Ada Lovelace')
  expect((await judge(admin, { decision: 'confirm' })).status).toBe(303)
  expect(await site.read(page)).toContain('@root')
  await admin.post(paths.authorship(paper), { do: 'end' })
  expect(await site.read(page)).not.toContain('@root')
})

test('whoever is declined is told why, in the public log without a name, and cannot ask again at once', async () => {
  await ask(bob, 'Ada Lovelace', 'Believe me')
  await judge(moderator, { decision: 'decline', reason: 'Nothing shows that it is you' })

  expect(await bob.read(paths.notices())).toContain('Nothing shows that it is you')
  const log = await site.read(paths.moderationLog())
  expect(log).toContain('Author not confirmed')
  expect(log).not.toMatch(/bob|grace|Believe/)
  expect((await ask(bob, 'Ada Lovelace')).status).toBe(422)
  await bob.post(paths.authorship(paper), { do: 'end' })
  expect((await ask(bob, 'Ada Lovelace')).status).toBe(422)
})

test('an author adds and removes links, which an import does not undo', async () => {
  expect(await site.read(page)).toContain(WRONG)
  for (const url of [
    'javascript:alert(1)',
    '//evil.example',
    'ftp://example.org',
    'https://me:pw@example.org/',
    'x',
  ]) {
    expect((await grace.post(paths.authorLinks(paper), { url, kind: 'code' })).status).toBe(422)
  }
  expect(
    (await grace.post(paths.authorLinks(paper), { url: 'https://example.org', kind: 'gist' }))
      .status,
  ).toBe(422)
  expect((await bob.post(paths.authorLinks(paper), { drop: WRONG })).status).toBe(404)

  await grace.post(paths.authorLinks(paper), {
    url: ' https://github.com/grace/ours ',
    kind: 'code',
  })
  await grace.post(paths.authorLinks(paper), { drop: WRONG })
  await grace.post(paths.authorLinks(paper), { drop: 'https://example.org/old' })
  await site.print({ ...printed, comment: 'seen again' })

  const [rail] = /<div class="rail">.*?<\/div>/s.exec(await site.read(page))!
  expect(rail).toContain('https://github.com/grace/ours')
  expect(rail).not.toMatch(/somebody\/else|example\.org\/old/)
  expect(await site.read(paths.day(TODAY))).not.toContain('somebody/else')
  const written = (await correctionsOf(site.db, [paper])).get(paper)!
  expect(written.map(({ kind, action }) => `${kind} ${action}`).toSorted()).toEqual([
    'artifact add',
    'artifact remove',
    'artifact remove',
  ])
})

test('an end of it takes the right to change links', async () => {
  const confirmed = await moderator.read(paths.moderationAuthors)
  const [, id] = /action="\/moderation\/authors\/(\d+)"/.exec(confirmed)!
  await moderator.post(paths.judgeAuthor(Number(id)), {
    decision: 'decline',
    reason: 'Against the rules of this site',
  })
  expect(await site.read(page)).not.toContain('(<a href="/people/grace">')
  expect(
    (await grace.post(paths.authorLinks(paper), { url: 'https://example.org', kind: 'code' }))
      .status,
  ).toBe(404)
})

test('when papers merge, their authors stay, each once', async () => {
  const twin = { title: 'A work that has two homes', authors: ['Grace Hopper'] }
  await site.print(
    draft(7, twin),
    draft(8, { ...twin, ids: { doi: '10.1234/twin' }, title: 'Another title of it' }),
  )
  for (const id of ['2504.00007', 'doi:10.1234/twin']) {
    await ask(grace, 'Grace Hopper', 'me', id)
    await judge(moderator, { decision: 'confirm' })
  }
  await site.print(draft(7, { ...twin, ids: { arxiv: '2504.00007', doi: '10.1234/twin' } }))
  const seen = await site.read(paths.paper('2504.00007'))
  expect(seen.match(/\(<a href="\/people\/grace">/g)).toHaveLength(1)
})

test('a name that the paper spells differently now is shown all the same', async () => {
  await site.print(posted(TODAY, 2, { authors: ['Rear Admiral Hopper'] }), posted(TODAY, 9))
  await ask(grace, 'Rear Admiral Hopper', 'me', '2504.00002')
  await judge(moderator, { decision: 'confirm' })
  await site.print(posted(TODAY, 2, { authors: ['G. Hopper'] }))
  expect(await site.read(paths.paper('2504.00002'))).toMatch(/Here: Rear Admiral Hopper.*@grace/s)
})

test('links are added up to fifty a paper, however many are sent at once', async () => {
  const other = '2504.00002'
  await ask(grace, 'Grace Hopper', 'My page names me.', other)
  await judge(moderator, { decision: 'confirm' })
  const add = (n: number) =>
    grace.post(paths.authorLinks(other), { url: `https://example.org/${n}`, kind: 'code' })
  const answers = await Promise.all(Array.from({ length: 54 }, (_, n) => add(n)))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(50)
  expect((await correctionsOf(site.db, [other])).get(other)).toHaveLength(50)
})
