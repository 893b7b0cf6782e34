import { afterEach, beforeAll, expect, test } from 'vitest'
import { signIn, type SignedIn } from '../../../../test/sign-in.ts'
import { posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
let ada: SignedIn, curator: SignedIn

beforeAll(async () => {
  await site.print(posted(TODAY, 1, { title: 'A title that is here already' }))
  ada = await signIn(site, { handle: 'ada' })
  curator = await signIn(site, { role: 'curator', handle: 'carl' })
})
afterEach(() => expect(site.failures).toEqual([]))

const described = {
  step: 'describe',
  id: '2504.09999v2',
  title: 'A paper that nobody has seen',
  authors: 'Grace Hopper\nAlan Turing',
  abstract: 'It says $x^2$.',
  published: '2025-04-16',
  link: 'https://example.org/code',
  note: 'It changes everything.',
}

async function waiting(): Promise<number[]> {
  const seen = await curator.read(paths.inbox)
  return [...seen.matchAll(/id="submission-(\d+)"/g)].map(([, id]) => Number(id))
}

test.each([
  '2504.00001',
  'arXiv:2504.00001v3',
  'https://arxiv.org/abs/2504.00001',
  'A title that is here already',
])('%s leads to the paper that is here', async (what) => {
  const response = await ada.post(paths.submit, { what })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(paths.paper('2504.00001'))
})

test('a new paper is described, waits in the inbox, and is accepted for a day', async () => {
  const form = await (await ada.post(paths.submit, { what: described.id })).text()
  expect(form).toContain('value="2504.09999v2"')

  const sent = await ada.post(paths.submit, described)
  expect(sent.headers.get('location')).toBe(paths.submissions)
  expect(await ada.read(paths.submissions)).toContain('waits for a curator')
  expect(await site.read(paths.day(TODAY))).not.toContain(described.title)

  const [id] = await waiting()
  expect(await curator.read(paths.inbox)).toContain('It changes everything.')
  const accepted = await curator.post(paths.decideSubmission(id!), {
    decision: 'accept',
    day: TODAY,
  })
  expect(accepted.status).toBe(303)

  expect(await site.read(paths.day(TODAY))).toContain(described.title)
  const page = await site.read(paths.paper('2504.09999'))
  expect(page).toContain('Grace Hopper')
  expect(page).toMatch(/Submitted by<\/dt>\s*<dd>.*@ada/s)
  expect(await ada.read(paths.submissions)).toContain('accepted')
  expect(await waiting()).toEqual([])
})

test('what two readers want comes first, and is decided for both of them', async () => {
  const bob = await signIn(site, { handle: 'bob' })
  await ada.post(paths.submit, { ...described, id: '2504.06666', title: 'Wanted by two of us' })
  await ada.post(paths.submit, { ...described, id: '', title: 'Wanted by nobody else' })
  await bob.post(paths.submit, {
    ...described,
    id: '2504.06666',
    title: 'Wanted by two',
    note: 'Me too',
  })
  const page = await curator.read(paths.inbox)
  expect(page.indexOf('Wanted by two of us')).toBeLessThan(page.indexOf('Wanted by nobody else'))
  expect(page).toContain('2 submissions')
  expect(page).toContain('Me too')

  const [first, second] = await waiting()
  const [, also] = /name="also" value="(\d+)"/.exec(page)!
  const tomorrow = '2025-04-18'
  const decided = await curator.post(paths.decideSubmission(first!), {
    decision: 'schedule',
    day: tomorrow,
    also: also!,
    next: String(second),
  })
  expect(decided.headers.get('location')).toBe(`/inbox#submission-${second}`)
  expect(await site.read(paths.day(tomorrow))).toContain('Wanted by two of us')
  for (const reader of [ada, bob]) {
    expect(await reader.read(paths.submissions)).toMatch(/Wanted by two[^]*?accepted/)
    expect(await reader.read(paths.notices())).toContain('was accepted')
  }
  await curator.post(paths.decideSubmission(second!), {
    decision: 'reject',
    next: 'javascript:alert(1)',
  })
  expect(await waiting()).toEqual([])
})

test('the second of two curators is told that it is decided', async () => {
  await ada.post(paths.submit, { ...described, id: '', title: 'Known by its title alone' })
  const [id] = await waiting()
  const both = await Promise.all([
    curator.post(paths.decideSubmission(id!), { decision: 'reject', reason: 'Not our field' }),
    curator.post(paths.decideSubmission(id!), { decision: 'reject', reason: 'Not our field' }),
  ])
  expect(both.map(({ status }) => status)).toContain(303)
  expect(
    (await curator.post(paths.decideSubmission(id!), { decision: 'accept', day: TODAY })).status,
  ).toBe(409)
  expect(await ada.read(paths.submissions)).toContain('Not our field')
  expect(await site.read(paths.day(TODAY))).not.toContain('Known by its title alone')
})

test('what is missing is said beside its field and what was typed is kept', async () => {
  const response = await ada.post(paths.submit, {
    ...described,
    id: 'nonsense',
    title: '',
    published: 'yesterday',
    link: 'javascript:alert(1)',
  })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('The paper needs its title.')
  expect(page).toContain('This is no arXiv id, DOI or address.')
  expect(page).toContain('Write it as 2025, 2025-04 or 2025-04-17.')
  expect(page).toContain('This is not the address of a page.')
  expect(page).toContain('Grace Hopper')
})

test('readers have no inbox, and nobody has one without signing in', async () => {
  expect((await ada.get(paths.inbox)).status).toBe(403)
  expect(
    (await ada.post(paths.decideSubmission(1), { decision: 'accept', day: TODAY })).status,
  ).toBe(403)
  expect((await site.app.request(paths.inbox)).status).toBe(303)
  expect((await site.app.request(paths.submit)).status).toBe(303)
})

test('a day that no calendar has is refused and the paper waits on', async () => {
  await ada.post(paths.submit, { ...described, id: '2504.08888', title: 'Waiting for a real day' })
  const [id] = await waiting()
  const response = await curator.post(paths.decideSubmission(id!), {
    decision: 'schedule',
    day: '2025-13-40',
  })
  expect(response.status).toBe(422)
  expect(await waiting()).toContain(id)
})

test('markup in a submission is shown as text', async () => {
  await ada.post(paths.submit, {
    ...described,
    id: '2504.07777',
    title: '<script>alert(1)</script> in a title',
    note: '"><img src=x onerror=alert(1)>',
  })
  const seen = await curator.read(paths.inbox)
  expect(seen).not.toContain('<script>alert')
  expect(seen).not.toContain('<img src=x')
})

test('ten papers a day are enough for one reader', async () => {
  const eager = await signIn(site, { handle: 'eager' })
  for (let n = 0; n < 10; n++) {
    const paper = { ...described, id: '', title: `Paper number ${n} of an eager reader` }
    expect((await eager.post(paths.submit, paper)).status).toBe(303)
  }
  const response = await eager.post(paths.submit, {
    ...described,
    id: '',
    title: 'The eleventh of them all',
  })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Please send more tomorrow.')
})
