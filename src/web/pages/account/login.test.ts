import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { offerFirstAdmin } from '../../../accounts/first-admin.ts'
import { posted, testSite, TODAY, type TestSite } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
await site.print(posted(TODAY, 1))

const FROM_HERE = { 'sec-fetch-site': 'same-origin' }

/** As a browser at this address would. The last of the addresses was noted by our own proxy. */
function post(path: string, fields: Record<string, string>, cookie = '', from = '192.0.2.1') {
  const headers = { ...FROM_HERE, 'x-forwarded-for': from, ...(cookie && { cookie }) }
  return site.app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) })
}

function cookieOf(response: Response, name: string): string {
  const found = response.headers.getSetCookie().find((each) => each.startsWith(`__Host-${name}=`))
  return found?.split(';')[0] ?? ''
}

function lastLink({ mails }: TestSite): string {
  return new URL(/https:\S+/.exec(mails.at(-1)!.text)![0]).pathname
}

async function askFor(email: string, next = '/') {
  const asked = await post(paths.login(), { email, next })
  return { asked, link: lastLink(site), asking: cookieOf(asked, 'asking') }
}

test('a mail link signs in with a new session and leads on', async () => {
  const { asked, link, asking } = await askFor('Ada@Example.org', '/papers?page=1')
  expect(asked.status).toBe(200)
  expect(site.mails.at(-1)!.to).toBe('ada@example.org')

  const used = await post(link, {}, asking)
  expect([used.status, used.headers.get('location')]).toEqual([303, '/papers?page=1'])
  const cookie = cookieOf(used, 'session')
  const page = await site.app.request(paths.front, { headers: { cookie } })
  expect(await page.text()).toMatch(/>@reader-\w{7}</)
})

test('opening the link uses nothing up; using it does', async () => {
  const { link, asking } = await askFor('twice@example.org')
  for (let visit = 0; visit < 3; visit++) {
    const shown = await site.app.request(link)
    expect(shown.status).toBe(200)
    expect(shown.headers.getSetCookie()).toEqual([])
  }
  expect((await post(link, {}, asking)).status).toBe(303)
  expect((await post(link, {}, asking)).status).toBe(410)
  expect((await site.app.request(link)).status).toBe(410)
})

test('of two who use a link at the same moment, one is signed in', async () => {
  const { link, asking } = await askFor('race@example.org')
  const both = await Promise.all([post(link, {}, asking), post(link, {}, asking)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 410])
})

test('in another browser the link asks to which address it went', async () => {
  const { link } = await askFor('owner@example.org')
  expect(await (await site.app.request(link)).text()).toContain('in another browser')
  expect((await post(link, {})).status).toBe(422)
  expect((await post(link, { email: 'thief@example.org' })).status).toBe(422)
  expect((await post(link, { email: ' Owner@example.org ' })).status).toBe(303)
})

test('a signed-in page belongs to one person, and everybody else keeps theirs', async () => {
  const ada = await signIn(site, { handle: 'ada-l' })
  const own = await ada.get(paths.front)
  expect(own.headers.get('cache-control')).toBe('private, no-cache')
  expect(await own.text()).toContain('@ada-l')
  const everybodys = await site.read(paths.front)
  expect(everybodys).not.toContain('@ada-l')
  expect(everybodys).toContain('Sign in')
})

test('who signs out is out, in that browser at once', async () => {
  const grace = await signIn(site)
  expect((await grace.get(paths.settings)).status).toBe(200)
  expect((await grace.post(paths.logout)).status).toBe(303)
  const after = await grace.get(paths.settings)
  expect([after.status, after.headers.get('location')]).toEqual([303, '/login?next=%2Fsettings'])
})

test('pages of a role are closed to those below it', async () => {
  const reader = await signIn(site)
  const admin = await signIn(site, { role: 'admin' })
  expect((await reader.get(paths.people())).status).toBe(403)
  expect(
    (await reader.post(paths.people(), { person: reader.person.id, role: 'admin' })).status,
  ).toBe(403)
  expect((await admin.get(paths.people())).status).toBe(200)
})

test('a form without the token of its session changes nothing', async () => {
  const eve = await signIn(site)
  const before = await eve.read(paths.settings)
  for (const form of ['', 'x', (await signIn(site)).formToken]) {
    const answer = await eve.post(paths.settings, { form, handle: 'taken-over' })
    expect(answer.status).toBe(403)
  }
  expect(await eve.read(paths.settings)).toBe(before)
})

test('a form from another site is refused, whether it says so or says nothing', async () => {
  const lin = await signIn(site)
  const body = new URLSearchParams({ form: lin.formToken, handle: 'lin-2' })
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ]
  for (const from of elsewhere) {
    const headers = { cookie: lin.cookie, ...from }
    const answer = await site.app.request(paths.settings, { method: 'POST', headers, body })
    expect([from, answer.status]).toEqual([from, 403])
  }
})

test('a browser that brings a session gets another one, and the old one ends', async () => {
  const mallory = await signIn(site)
  const { link } = await askFor('victim@example.org')
  const form = mallory.formToken
  const used = await post(link, { form, email: 'victim@example.org' }, mallory.cookie)
  expect(used.status).toBe(303)
  const cookie = cookieOf(used, 'session')
  expect(cookie).not.toBe(mallory.cookie)
  const page = await site.app.request(paths.settings, { headers: { cookie } })
  expect(await page.text()).toContain('victim@example.org')
  expect((await mallory.get(paths.settings)).status).toBe(303)
})

test('a cookie that somebody made up is nobody, and is answered like nobody', async () => {
  for (const value of ['', 'x', 'x'.repeat(4000), '%00', `'; drop table people; --`]) {
    const answer = await site.app.request(paths.front, {
      headers: { cookie: `__Host-session=${value}` },
    })
    expect([value, await answer.text()]).toEqual([value, await site.read(paths.front)])
  }
})

test('the session cookie is for this host, HTTPS and HTTP alone', async () => {
  const { link, asking } = await askFor('cookie@example.org')
  const cookie = (await post(link, {}, asking)).headers
    .getSetCookie()
    .find((each) => each.includes('session'))
  expect(cookie).toMatch(
    /^__Host-session=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('an address with an account and one without are answered alike', async () => {
  const known = (await signIn(site, { handle: 'known' })).person.email!
  const answers = []
  for (const email of [known, 'known-not@example.org']) {
    const { asked } = await askFor(email)
    const text = (await asked.text()).replaceAll(email, 'ADDRESS')
    answers.push([asked.status, text, site.mails.at(-1)!.subject, [...asked.headers.keys()]])
  }
  expect(answers[0]).toEqual(answers[1])
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '\\/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\tevil',
  ' /x',
  '/\n//evil.example',
  'evil.example',
])('next=%j leads to no other site', async (next) => {
  const { link, asking } = await askFor(
    `next-${Buffer.from(next).toString('hex').slice(0, 40)}@example.org`,
    next,
  )
  const location = (await post(link, {}, asking)).headers.get('location')!
  expect(new URL(location, 'https://papers.example.org').host).toBe('papers.example.org')
  const page = await (await site.app.request(paths.login(next))).text()
  const kept = /name="next" value="([^"]*)"/.exec(page)![1]!
  expect(kept).toMatch(/^\/(?![/\\])/)
})

test('an address gets so many mails an hour and no more, whoever asks', async () => {
  const statuses = []
  for (let n = 0; n < 7; n++) {
    const answer = await post(
      paths.login(),
      { email: 'flooded@example.org', next: '/' },
      '',
      `198.51.100.${n}`,
    )
    statuses.push(answer.status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  expect(site.mails.filter(({ to }) => to === 'flooded@example.org')).toHaveLength(5)
})

test('a network gets so many mails and no more, whatever it says before our proxy', async () => {
  const statuses = []
  for (let n = 0; n < 62; n++) {
    const from = `203.0.113.${n}, 2001:db8::${n}`
    statuses.push(
      (await post(paths.login(), { email: `many-${n}@example.org`, next: '/' }, '', from)).status,
    )
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(60)
  expect(statuses.slice(60)).toEqual([429, 429])
})

test.each([
  '',
  'ada',
  'ada@',
  '@example.org',
  'a@b@example.org',
  'ada@example.org\r\nbcc: x@example.org',
  'x'.repeat(300) + '@example.org',
])('no mail goes to %j', async (email) => {
  const before = site.mails.length
  expect((await post(paths.login(), { email, next: '/' })).status).toBe(422)
  expect(site.mails).toHaveLength(before)
})

test('who does not know the address of a link has few tries to guess it', async () => {
  const { link } = await askFor('guessed@example.org')
  const statuses = []
  for (let n = 0; n < 6; n++)
    statuses.push((await post(link, { email: `guess-${n}@example.org` })).status)
  expect(statuses).toEqual([422, 422, 422, 422, 422, 410])
  expect((await post(link, { email: 'guessed@example.org' })).status).toBe(410)
})

test('a form that is too long, or is none, is refused', async () => {
  const long = await post(paths.login(), { email: 'x'.repeat(300_000), next: '/' })
  const none = await site.app.request(paths.login(), {
    method: 'POST',
    headers: { ...FROM_HERE, 'content-type': 'application/json' },
    body: '{}',
  })
  expect([long.status, none.status]).toEqual([413, 415])
})

test('the first admin gives an address of their own, and not one that somebody has', async () => {
  const fresh = await testSite()
  await offerFirstAdmin(fresh.db, 'first', new Date(`${TODAY}T12:00:00Z`))
  const link = paths.loginLink('first')
  const reader = await signIn(fresh, { handle: 'early' })
  const use = async (email: string) => {
    const body = new URLSearchParams({ email })
    return fresh.app.request(link, { method: 'POST', headers: FROM_HERE, body })
  }
  expect((await use('')).status).toBe(422)
  expect((await use(reader.person.email!)).status).toBe(422)

  const cookie = cookieOf(await use('boss@example.org'), 'session')
  const people = await fresh.app.request(paths.people(), { headers: { cookie } })
  expect(people.status).toBe(200)
  expect((await use('second@example.org')).status).toBe(410)
})

test('who is signed in becomes the first admin as who they are', async () => {
  const fresh = await testSite()
  await offerFirstAdmin(fresh.db, 'first', new Date(`${TODAY}T12:00:00Z`))
  const reader = await signIn(fresh, { handle: 'early' })
  expect(await reader.read(paths.loginLink('first'))).toContain('@early becomes admin')
  expect((await reader.post(paths.loginLink('first'))).status).toBe(303)
  expect((await reader.get(paths.people())).status).toBe(200)
})

test('a page of somebody is compressed like every other', async () => {
  const { cookie } = await signIn(site, { handle: 'thrifty' })
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br' }
  const answer = await site.app.request(paths.settings, { headers })
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('etag')).toBeNull()
  expect(brotliDecompressSync(await answer.arrayBuffer()).toString()).toContain('@thrifty')
})
