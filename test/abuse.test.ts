import { afterEach, beforeAll, expect, test } from 'vitest'
import { DEPTH_MAX, placeOf } from '../src/community/comment.ts'
import { handleShape } from '../src/accounts/handle.ts'
import { changeProfile } from '../src/accounts/people-store.ts'
import { sql } from 'kysely'
import { SaxesParser } from 'saxes'
import { paths } from '../src/web/paths.ts'
import { ATTACKS, dangers } from './attacks.ts'
import { signIn, type SignedIn } from './sign-in.ts'
import { posted, testSite, TODAY } from './test-site.ts'

const site = await testSite()
const PAPER = '2504.00001'
const NOON = new Date(`${TODAY}T12:00:00Z`)
let moderator: SignedIn, admin: SignedIn

beforeAll(async () => {
  await site.print(posted(TODAY, 1), posted(TODAY, 2), posted(TODAY, 3))
  moderator = await signIn(site, { role: 'moderator', handle: 'judge-judy' })
  admin = await signIn(site, { role: 'admin', handle: 'olga' })
})
afterEach(() => expect(site.failures).toEqual([]))

/** Somebody who has been here for long. */
async function oldHand(handle: string): Promise<SignedIn> {
  const who = await signIn(site, { handle })
  const createdAt = new Date('2024-01-01')
  await site.db.updateTable('people').set({ createdAt }).where('id', '=', who.person.id).execute()
  return who
}

const numbersIn = (page: string, pattern: RegExp) =>
  [...page.matchAll(pattern)].map(([, n]) => Number(n))

/** Types the attack wherever somebody can type, and returns the pages that now hold it for whoever reads them. */
async function typeEverywhere(
  attack: string,
  n: number,
): Promise<{ who: SignedIn; pages: string[] }> {
  const who = await oldHand(`attacker-${n}`)
  await changeProfile(site.db, who.person, {
    handle: who.person.handle,
    name: attack.slice(0, 60),
    votesVisible: true,
  })
  await who.post(paths.settings, { handle: attack, name: attack })
  await who.post(paths.vote(PAPER), { vote: 'yes' })
  await who.post(paths.comments, { paper: PAPER, text: `${attack} @judge-judy` })
  const [, id] = /comment-(\d+)">/.exec(
    (await who.read(paths.person(who.person.handle))).replaceAll('/comments/', 'comment-'),
  )!
  await who.post(paths.commentEdit(Number(id)), { text: `${attack} again` })
  await who.post(paths.commentReaction(Number(id)), { on: attack })
  const made = await who.post(paths.collections, {
    title: attack,
    description: attack,
    visibility: 'public',
  })
  const collection = made.headers.get('location')!
  await who.post(collection, { do: 'add', paper: PAPER, note: attack })
  await who.post(paths.report('comment', id!), { reason: attack })
  await who.post(paths.authorship(PAPER), { author: 'Ada Example', words: attack })
  for (const kind of ['author', 'topic', 'system', 'search']) {
    await who.post(paths.follow, { kind, subject: attack, do: 'follow' })
  }
  const described = {
    step: 'describe',
    title: `${attack} ${n}`,
    authors: attack,
    abstract: attack,
    note: attack,
  }
  await who.post(paths.submit, { ...described, link: '', id: '', published: '' })
  await who.post(paths.submit, { ...described, link: 'javascript:alert(1)' })
  const pages = [
    paths.settings,
    paths.collections,
    collection,
    paths.following(),
    paths.submissions,
    paths.notices(),
  ]
  const own = [
    paths.person(who.person.handle),
    paths.commentHistory(Number(id)),
    paths.commentEdit(Number(id)),
  ]
  return { who, pages: [...pages, ...own, paths.authorship(PAPER)] }
}

test('what attacks is shown as text, in whatever field it is typed and whoever reads it', async () => {
  for (const [n, attack] of ATTACKS.entries()) {
    const { who, pages } = await typeEverywhere(attack, n)
    for (const path of pages)
      expect([attack, path, dangers(await who.read(path))]).toEqual([attack, path, []])
    const library = await who.post(paths.libraryImport, {
      list: `@misc{x, title = {${attack}}, author = {${attack}}}`,
    })
    expect(dangers(await library.text())).toEqual([])
  }

  const waiting = await admin.read(paths.inbox)
  for (const [turn, id] of numbersIn(waiting, /id="submission-(\d+)"/g).entries()) {
    const decided: Record<string, string> =
      turn % 2
        ? { decision: 'accept', day: TODAY }
        : { decision: 'reject', reason: ATTACKS[turn % ATTACKS.length]! }
    await admin.post(paths.decideSubmission(id), decided)
  }
  const everybody = [
    paths.paper(PAPER),
    paths.day(TODAY),
    paths.collections,
    paths.moderationLog(),
    paths.front,
  ]
  const staff = [
    paths.inbox,
    paths.moderation,
    paths.moderationAuthors,
    paths.moderationVotes,
    paths.people(),
    paths.notices(),
  ]
  expect(dangers(waiting)).toEqual([])
  for (const path of everybody) expect([path, dangers(await site.read(path))]).toEqual([path, []])
  for (const path of [...everybody, ...staff]) {
    expect([
      path,
      dangers(await admin.read(path)),
      dangers(await moderator.read(paths.notices())),
    ]).toEqual([path, [], []])
  }
})

test('a feed of attacks is one feed, and an export one JSON file that no browser reads as a page', async () => {
  const feed = await site.read(paths.paperFeed(PAPER))
  expect(feed.match(/<entry>/g)!.length).toBe(ATTACKS.length)
  const mistakes: string[] = []
  const parser = new SaxesParser()
  parser.on('error', ({ message }) => void mistakes.push(message))
  parser.write(feed).close()
  expect(mistakes).toEqual([])

  const who = await oldHand('exporter')
  await who.post(paths.comments, { paper: PAPER, text: ATTACKS[0]! })
  const file = await who.get(paths.takeOut)
  expect(file.headers.get('content-type')).toContain('application/json')
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  expect(JSON.parse(await file.text())).toHaveProperty('comments.0.body', ATTACKS[0])
})

test('no form is taken from another site, whatever it would change', async () => {
  const victim = await oldHand('victim')
  const paper = PAPER
  await victim.post(paths.comments, { paper, text: 'Mine' })
  const [id] = numbersIn(await victim.read(paths.person('victim')), /\/comments\/(\d+)"/g)
  const forms: [string, Record<string, string>][] = [
    [paths.vote(paper), { vote: 'yes' }],
    [paths.shelf(paper), { set: 'saved' }],
    [paths.comments, { paper, text: 'forged' }],
    [paths.commentEdit(id!), { text: 'forged' }],
    [paths.commentDelete(id!), {}],
    [paths.commentReaction(id!), { on: 'thanks' }],
    [paths.report('comment', id!), { reason: 'forged' }],
    [paths.collections, { title: 'forged', visibility: 'public' }],
    [paths.collectionHide('any'), { reason: 'Spam' }],
    [paths.moderatePaper(paper), { reason: 'Spam' }],
    [paths.collectionRestore('any'), {}],
    [paths.decideSubmission(1), { decision: 'accept' }],
    [paths.follow, { kind: 'author', subject: 'ada', do: 'follow' }],
    [paths.authorship(paper), { author: 'Ada Example', words: 'forged' }],
    [paths.authorLinks(paper), { url: 'https://evil.example', kind: 'code' }],
    [paths.noticesRead, { newest: '999' }],
    [paths.newsRead, {}],
    [paths.submit, { step: 'describe', title: 'forged', authors: 'A' }],
    [paths.settings, { handle: 'forged' }],
    [paths.sessions, { end: 'all' }],
    [paths.erase, { handle: 'victim' }],
    [paths.libraryImport, { list: '@misc{}' }],
    [paths.logout, {}],
  ]
  for (const [path, fields] of forms) {
    const forged = await site.app.request(path, {
      method: 'POST',
      headers: {
        cookie: victim.cookie,
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      },
      body: new URLSearchParams({ ...fields, form: victim.formToken }),
    })
    expect([path, forged.status]).toEqual([path, 403])
    expect([path, (await victim.post(path, { ...fields, form: 'guessed' })).status]).toEqual([
      path,
      403,
    ])
  }
  expect(await site.read(paths.paper(paper))).not.toContain('forged')
})

test('a comment that is sent twice is one, and so is a submission', async () => {
  const who = await oldHand('twice')
  const sent = () => who.post(paths.comments, { paper: '2504.00002', text: 'Only once' })
  const [one, other] = await Promise.all([sent(), sent()])
  expect(one.headers.get('location')).toBe(other.headers.get('location'))
  expect((await site.read(paths.paper('2504.00002'))).match(/Only once/g)).toHaveLength(1)

  const described = { step: 'describe', title: 'Sent by two clicks', authors: 'Grace Hopper' }
  await Promise.all([who.post(paths.submit, described), who.post(paths.submit, described)])
  expect((await who.read(paths.submissions)).match(/Sent by two clicks/g)).toHaveLength(1)
})

test('limits hold for whoever does everything at once', async () => {
  const who = await oldHand('racer')
  const paper = PAPER
  const statuses = async (times: number, send: (n: number) => Promise<Response>) => {
    const answers = await Promise.all(Array.from({ length: times }, (_, n) => send(n)))
    return Map.groupBy(answers, ({ status }) => status)
  }
  const said = await statuses(35, (n) => who.post(paths.comments, { paper, text: `Racing ${n}` }))
  expect([said.get(303)!.length, said.get(422)!.length]).toEqual([30, 5])
  const described = { step: 'describe', authors: 'Grace Hopper' }
  const sent = await statuses(14, (n) =>
    who.post(paths.submit, { ...described, title: `A race to the inbox, number ${n}` }),
  )
  expect([sent.get(303)!.length, sent.get(422)!.length]).toEqual([10, 4])
  for (let n = 0; n < 23; n++) await signIn(site, { handle: `bystander-${n}` })
  const people = await site.db
    .selectFrom('people')
    .select('id')
    .where('handle', 'like', 'bystander-%')
    .execute()
  const told = await statuses(23, (n) =>
    who.post(paths.report('person', people[n]!.id), { reason: 'Racing' }),
  )
  expect([told.get(200)!.length, told.get(422)!.length]).toEqual([20, 3])
})

test('fields that a form does not have change nothing', async () => {
  const who = await oldHand('mass')
  const more = {
    personId: admin.person.id,
    role: 'admin',
    decision: 'confirmed',
    hiddenReason: 'x',
    id: '1',
    writtenAt: '1999-01-01',
  }
  await who.post(paths.comments, { paper: '2504.00002', text: 'By me', ...more })
  await who.post(paths.authorship('2504.00003'), { author: 'Ada Example', words: 'me', ...more })
  await who.post(paths.submit, {
    step: 'describe',
    title: 'A plain submission',
    authors: 'A',
    ...more,
    id: '',
  })

  const made = await who.post(paths.collections, {
    title: 'By mass',
    visibility: 'public',
    ...more,
  })
  await who.post(made.headers.get('location')!, {
    do: 'change',
    title: 'By mass',
    visibility: 'public',
    ...more,
  })
  expect(await site.read(paths.collections)).toMatch(
    /By mass<\/a>\s*<small\s*>0 papers, by\s*@mass/,
  )

  expect(await site.read(paths.person('mass'))).toContain('By me')
  expect(await site.read(paths.person('olga'))).not.toContain('By me')
  expect(await site.read(paths.paper('2504.00003'))).not.toContain('@mass')
  expect(await who.read(paths.submissions)).toContain('waits for a curator')
  expect((await who.get(paths.people())).status).toBe(403)
})

test('a handle in letters of another script calls nobody, and nobody can have it', async () => {
  const who = await oldHand('grace')
  await who.post(paths.comments, { paper: '2504.00002', text: 'Ask @jud\u0261e-judy and @оlga' }) // ɡ, Cyrillic о
  const seen = await site.read(paths.person('grace'))
  expect(seen).not.toMatch(/href="\/people\/(?:olga|judge-judy)"/)
  for (const handle of ['0lga', '01ga', 'judge-judv\u200b', 'оlga', 'judgejudy']) {
    const taken = await who.post(paths.settings, { handle, name: '' })
    expect([handle, taken.status]).toEqual([handle, 422])
  }
  expect(handleShape('01ga')).toBe(handleShape('olga'))
})

test('ten thousand comments are pages of fifty, each as small as any other', async () => {
  const who = await oldHand('talker')
  const rows = Array.from({ length: 10_000 }, (_, n) => ({
    paperId: '2504.00003',
    ...placeOf(n + 1_000_000, null),
    personId: who.person.id,
    body: `Said ${n}.`,
    html: `<p>Said ${n}.</p>`,
    writtenAt: NOON,
  }))
  for (let n = 0; n < rows.length; n += 1_000) {
    await site.db
      .insertInto('comments')
      .values(rows.slice(n, n + 1_000))
      .execute()
  }
  site.cache.drop()
  const first = await site.read(paths.paper('2504.00003'))
  expect(first).toContain('10,000 comments')
  expect(first.match(/class="comment"/g)).toHaveLength(50)
  expect(first.length).toBeLessThan(100_000)
  expect(await site.read(paths.discussion('2504.00003', 200))).toContain('Said 9999.')
  expect((await site.app.request(paths.discussion('2504.00003', 201))).status).toBe(404)
  expect((await site.read(paths.paperFeed('2504.00003'))).match(/<entry>/g)).toHaveLength(50)
  expect((await site.read(paths.person('talker'))).match(/class="comment"/g)).toHaveLength(20)
})

test('five hundred answers, each to the one before, stay in order and on the page', async () => {
  const who = await oldHand('digger')
  let parent: { id: number; place: string; depth: number } | null = null
  for (let n = 0; n < 499; n++) {
    const id = 2_000_000 + n
    const place = placeOf(id, parent)
    await site.db
      .insertInto('comments')
      .values({
        id,
        paperId: '2504.00002',
        parentId: parent?.id ?? null,
        ...place,
        personId: who.person.id,
        body: `Step ${n}.`,
        html: `<p>Step ${n}.</p>`,
        writtenAt: new Date('2025-04-16'),
      })
      .execute()
    parent = { id, ...place }
  }
  await sql`select setval(pg_get_serial_sequence('comments', 'id'), ${parent!.id})`.execute(site.db)
  const last = await who.post(paths.comments, {
    paper: '2504.00002',
    parent: String(parent!.id),
    text: 'The bottom',
  })
  const seen = await who.read(last.headers.get('location')!.replace(/#.*/, ''))
  expect(seen).toContain('The bottom')
  const depths = numbersIn(seen, /data-depth="(\d+)"/g)
  expect(Math.max(...depths)).toBe(DEPTH_MAX)
  const steps = numbersIn(seen, /Step (\d+)\./g)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
})
