import { expect, test } from 'vitest'
import { signIn } from '../../../test/sign-in.ts'
import { draft, testSite } from '../../../test/test-site.ts'
import { brokenRules } from '../../../test/integrity.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await site.print(draft(1), draft(2), { ids: { doi: '10.1/a-b' }, title: 'A paper with a DOI' })
const PAPER = '2504.00001'

const votesOf = async (id: string) =>
  (
    await site.db
      .selectFrom('papers')
      .select('votes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).votes
const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('whoever is not signed in sees counts and the way to sign in, and cannot vote', async () => {
  const page = await site.read(paths.paper(PAPER))
  expect(page).toContain(`<a href="/login?next=%2Fpapers%2F${PAPER}">Sign in to vote</a>`)
  expect(page).not.toContain('class="vote"')
  const response = await site.app.request(paths.vote(PAPER), {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'same-origin',
      referer: 'https://papers.example.org/papers?page=2',
    },
    body: new URLSearchParams({ vote: 'yes' }),
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/login?next=%2Fpapers%3Fpage%3D2')
  expect(await votesOf(PAPER)).toBe(0)
})

test('a reader votes and takes it back by a plain form, and is led back to the button', async () => {
  const reader = await signIn(site)
  expect(text(await reader.read(paths.papers()))).toContain(
    'Vote 0 for A plain title for paper number 1',
  )
  const voted = await reader.post(paths.vote(PAPER), { vote: 'yes' })
  expect(voted.status).toBe(303)
  expect(voted.headers.get('location')).toBe(`${paths.paper(PAPER)}#vote-${PAPER}`)
  expect(text(await reader.read(paths.paper(PAPER)))).toContain('Voted 1 for')
  expect(await reader.read(paths.libraryVotes())).toContain(paths.paper(PAPER))

  await reader.post(paths.vote(PAPER), { vote: 'yes' })
  expect(await votesOf(PAPER)).toBe(1)
  await reader.post(paths.vote(PAPER), { vote: 'no' })
  await reader.post(paths.vote(PAPER), { vote: 'no' })
  expect(await votesOf(PAPER)).toBe(0)
  expect(text(await reader.read(paths.libraryVotes()))).toContain('There are none yet')
})

test('the script gets numbers instead of a page', async () => {
  const reader = await signIn(site)
  const response = await site.app.request(paths.vote(PAPER), {
    method: 'POST',
    headers: { cookie: reader.cookie, 'sec-fetch-site': 'same-origin', accept: 'application/json' },
    body: new URLSearchParams({ form: reader.formToken, vote: 'yes' }),
  })
  expect(await response.json()).toEqual({ label: 'Voted', votes: '1', next: 'no' })
  await reader.post(paths.vote(PAPER), { vote: 'no' })
})

test('a form without the token, or of another site, is no vote', async () => {
  const reader = await signIn(site)
  const outdated = await reader.post(paths.vote(PAPER), { vote: 'yes', form: 'guessed' })
  expect(outdated.status).toBe(403)
  const elsewhere = await site.app.request(paths.vote(PAPER), {
    method: 'POST',
    headers: { cookie: reader.cookie, 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ form: reader.formToken, vote: 'yes' }),
  })
  expect(elsewhere.status).toBe(403)
  expect(await reader.get(paths.vote(PAPER))).toHaveProperty('status', 404) // nothing votes by being read
  expect(await votesOf(PAPER)).toBe(0)
})

test('ids with slashes and names that a paper had lead to it, and no paper to a page that says so', async () => {
  const reader = await signIn(site)
  await reader.post(paths.vote('doi:10.1/a-b'), { vote: 'yes' })
  await site.print({ ids: { doi: '10.1/a-b', arxiv: '2504.00009' }, title: 'A paper with a DOI' })
  expect(await votesOf('2504.00009')).toBe(1)
  await reader.post(paths.vote('doi:10.1/a-b'), { vote: 'no' })
  expect(await votesOf('2504.00009')).toBe(0)
  expect((await reader.post(paths.vote('2504.99999'), { vote: 'yes' })).status).toBe(404)
})

test('nobody is led to another site after voting', async () => {
  const reader = await signIn(site)
  const response = await site.app.request(paths.vote(PAPER), {
    method: 'POST',
    headers: {
      cookie: reader.cookie,
      'sec-fetch-site': 'same-origin',
      referer: 'https://papers.example.org//evil.example/',
    },
    body: new URLSearchParams({ form: reader.formToken, vote: 'no' }),
  })
  expect(response.headers.get('location')).toBe(`${paths.paper(PAPER)}#vote-${PAPER}`)
})

test('voters are named only if they chose so', async () => {
  const [shy, open] = [
    await signIn(site, { handle: 'shy-one' }),
    await signIn(site, { handle: 'open-one' }),
  ]
  await site.db
    .updateTable('people')
    .set({ votesVisible: true })
    .where('id', '=', open.person.id)
    .execute()
  for (const reader of [shy, open]) await reader.post(paths.vote('2504.00002'), { vote: 'yes' })
  site.cache.drop()
  const page = text(await site.read(paths.paper('2504.00002')))
  expect(page).toContain('Voted for by @open-one and 1 other')
  expect(page).not.toContain('shy-one')
})

test('the votes of new accounts wait, which their voters and moderators can see', async () => {
  const strict = await testSite({ voting: { newAccountHours: 24, perNetwork: 0 } })
  await strict.print(draft(1))
  const reader = await signIn(strict, { handle: 'new-one' })
  await reader.post(paths.vote(PAPER), { vote: 'yes' })
  expect(text(await reader.read(paths.paper(PAPER)))).toContain('Voted, counts later 0 for')
  const moderator = await signIn(strict, { role: 'moderator' })
  await moderator.post(paths.vote(PAPER), { vote: 'yes' })
  expect(text(await moderator.read(paths.moderationVotes))).toContain(
    'A plain title for paper number 1 1 1 0 0',
  )
  expect((await reader.get(paths.moderationVotes)).status).toBe(403)
})

test('a moderator lets held votes count, or refuses them for good', async () => {
  const moderator = await signIn(site, { role: 'moderator' })
  const suspects = [
    await signIn(site, { handle: 'suspect-1' }),
    await signIn(site, { handle: 'suspect-2' }),
  ]
  const hold = async (person: string, state: 'held' | 'refused') =>
    site.db
      .insertInto('votes')
      .values({
        personId: person,
        paperId: PAPER,
        givenAt: new Date('2025-04-17T12:00:00Z'),
        state,
        countsAt: null,
      })
      .execute()
  for (const { person } of suspects) await hold(person.id, 'held')
  expect(text(await moderator.read(paths.moderationVotes))).toContain(
    'Held: @suspect-1, @suspect-2',
  )

  const reader = suspects[0]!
  expect((await reader.post(paths.moderationVotes, { paper: PAPER, judge: 'count' })).status).toBe(
    403,
  )
  await moderator.post(paths.moderationVotes, { paper: PAPER, judge: 'count' })
  expect(await votesOf(PAPER)).toBe(2)
  expect(await brokenRules(site.db)).toEqual([])

  const another = await signIn(site, { handle: 'suspect-3' })
  await hold(another.person.id, 'held')
  await moderator.post(paths.moderationVotes, { paper: PAPER, judge: 'refuse' })
  await another.post(paths.vote(PAPER), { vote: 'no' })
  await another.post(paths.vote(PAPER), { vote: 'yes' })
  expect(await votesOf(PAPER)).toBe(2)
  expect(text(await another.read(paths.paper(PAPER)))).toContain('Vote not counted')
})

test('a burst of votes from one network is held, and those of others and of a house are not', async () => {
  const strict = await testSite({
    voting: { newAccountHours: 0, perNetwork: 2 },
  })
  await strict.print(draft(1))
  const voteFrom = async (network: string) => {
    const { cookie, formToken } = await signIn(strict)
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': network }
    const body = new URLSearchParams({ form: formToken, vote: 'yes' })
    await strict.app.request(paths.vote(PAPER), { method: 'POST', headers, body })
    const { votes } = await strict.db.selectFrom('papers').select('votes').executeTakeFirstOrThrow()
    return votes
  }
  const crowd = []
  for (let n = 0; n < 4; n++) crowd.push(await voteFrom('203.0.113.9'))
  expect(crowd).toEqual([1, 2, 2, 2])
  expect(strict.held).toEqual([PAPER, PAPER])
  expect(await voteFrom('198.51.100.1')).toBe(3)
  for (let n = 0; n < 4; n++) await voteFrom('192.168.1.7')
  expect(await voteFrom('::1')).toBe(8)
  const moderator = await signIn(strict, { role: 'moderator' })
  expect(text(await moderator.read(paths.moderationVotes))).toContain(
    'A plain title for paper number 1 Held: @',
  )
})
