import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { posted, testSite, TODAY, type TestSite } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
await site.print(posted(TODAY, 1))

const FROM_HERE = { 'sec-fetch-site': 'same-origin' }

function post(path: string, fields: Record<string, string>, cookie = '') {
  const headers = { ...FROM_HERE, ...(cookie && { cookie }) }
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
  expect((await reader.get(paths.people)).status).toBe(403)
  expect(
    (await reader.post(paths.people, { person: reader.person.id, role: 'admin' })).status,
  ).toBe(403)
  expect((await admin.get(paths.people)).status).toBe(200)
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
