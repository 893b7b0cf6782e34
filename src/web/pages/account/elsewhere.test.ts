import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openIdProvider } from '../../../accounts/providers/open-id.ts'
import { signIn, type SignedIn } from '../../../../test/sign-in.ts'
import { testSite } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const server = new OAuth2Server()
await server.issuer.keys.generate('RS256')
await server.start(0, '127.0.0.1')
afterAll(() => server.stop())
const issuer = `http://127.0.0.1:${server.address().port}`
server.issuer.url = issuer

const client = { id: 'broadsheet', secret: 'a secret: with a colon' }
const university = openIdProvider({ id: 'oidc', name: 'University', issuer, client })
const nowhere = openIdProvider({
  id: 'nowhere',
  name: 'Nowhere',
  issuer: 'http://127.0.0.1:9',
  client,
})
const site = await testSite({ providers: [university, nowhere] })

/** Who the provider says that it is from now on. */
let claims: Record<string, unknown> = {}
beforeEach(() => {
  claims = {}
  server.service.removeAllListeners()
  server.service.on('beforeTokenSigning', (token: { payload: object }) =>
    Object.assign(token.payload, claims),
  )
  server.service.on(
    'beforeUserinfo',
    (answer: { body: object }) => (answer.body = { sub: claims['sub'], ...claims }),
  )
})

const FROM_HERE = { 'sec-fetch-site': 'same-origin' }

/** Presses the button, visits the provider, and comes back to the address that it names. */
async function visit(cookie = '', fields: Record<string, string> = {}) {
  const headers = { ...FROM_HERE, ...(cookie && { cookie }) }
  const body = new URLSearchParams(fields)
  const gone = await site.app.request(paths.signInWith('oidc'), { method: 'POST', headers, body })
  const url = /^0; url=(.+)$/.exec(gone.headers.get('refresh')!)![1]!
  claims['nonce'] ??= new URL(url).searchParams.get('nonce')!
  const answer = await fetch(url, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location')!)
  return {
    back: back.pathname + back.search,
    journey: cookieOf(gone, 'journey'),
    sentTo: new URL(url),
  }
}

function cookieOf(response: Response, name: string): string {
  return (
    response.headers
      .getSetCookie()
      .find((each) => each.startsWith(`__Host-${name}=`))
      ?.split(';')[0] ?? ''
  )
}

const comeBack = async (path: string, cookie: string) =>
  site.app.request(path, { headers: { cookie } })

/** The whole way, for somebody who is not signed in. */
async function signInAs(known: Record<string, unknown>): Promise<Response> {
  claims = { ...known }
  const { back, journey } = await visit()
  return comeBack(back, journey)
}

async function accountOf(response: Response) {
  const headers = { cookie: cookieOf(response, 'session') }
  const answer = await site.app.request(paths.takeOut, { headers })
  return (await answer.json()) as {
    people: { handle: string; email: string | null }[]
    identities: object[]
  }
}

test('who comes back for the first time has a new account, and the same one the next time', async () => {
  const ada = { sub: 'ada-1', email: 'Ada@university.example', email_verified: true }
  const first = await signInAs(ada)
  expect([first.status, first.headers.get('location')]).toEqual([303, paths.settings])
  const account = await accountOf(first)
  expect(account).toMatchObject({
    people: [{ email: 'ada@university.example' }],
    identities: [{ provider: 'oidc', subject: 'ada-1', label: 'ada@university.example' }],
  })
  const again = await signInAs({ ...ada, email: 'changed@university.example' })
  expect((await accountOf(again)).people[0]!.handle).toBe(account.people[0]!.handle)
})

test('the address of an account leads into it only when the provider has verified it', async () => {
  const owner = await signIn(site, { handle: 'owner' })
  const email = owner.person.email
  for (const verified of [undefined, false, 'true', 1]) {
    const stranger = await accountOf(
      await signInAs({ sub: `stranger-${String(verified)}`, email, email_verified: verified }),
    )
    expect(stranger.people[0]).toMatchObject({ email: null })
  }
  const own = await accountOf(await signInAs({ sub: 'owner-1', email, email_verified: true }))
  expect(own.people[0]).toMatchObject({ handle: 'owner' })
})

test('the provider is asked with PKCE, state and nonce, and told no more than where to come back to', async () => {
  claims = { sub: 'pkce' }
  const { sentTo } = await visit()
  expect(Object.fromEntries(sentTo.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `https://papers.example.org${paths.backFrom('oidc')}`,
    scope: 'openid email profile',
  })
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(sentTo.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
  }
})

test('an answer is of use only to the browser that asked', async () => {
  claims = { sub: 'victim' }
  const { back, journey } = await visit()
  expect((await comeBack(back, '')).status).toBe(400)
  const { journey: others } = await visit()
  expect((await comeBack(back, others)).status).toBe(502)
  expect((await comeBack(back.replace(/state=[^&]+/, 'state=x'), journey)).status).toBe(502)
  expect((await comeBack(back, '__Host-journey=%00')).status).toBe(400)
  expect((await comeBack(back, '__Host-journey=e30')).status).toBe(400)
})

test.each([
  ['a nonce of another sign-in', { nonce: 'another' }],
  ['another audience', { aud: 'somebody-else' }],
  ['another issuer', { iss: 'https://evil.example' }],
  ['a time that is over', { exp: 1_000_000_000 }],
])('an identity with %s is believed by nobody', async (_, wrong) => {
  const answer = await signInAs({ sub: 'forged', ...wrong })
  expect(answer.status).toBe(502)
  expect(answer.headers.getSetCookie().some((cookie) => cookie.includes('session='))).toBe(false)
})

test('a provider that cannot be reached, or does not exist, is told in words', async () => {
  const body = new URLSearchParams()
  const send = async (id: string) =>
    site.app.request(paths.signInWith(id), { method: 'POST', headers: FROM_HERE, body })
  expect((await send('nowhere')).status).toBe(502)
  expect((await send('unknown')).status).toBe(404)
  expect(String(site.failures.at(-1)!.err)).toMatch(/^ProviderError: Nowhere: /)
})

test('who is signed in links an account, and unlinks it', async () => {
  const lin = await signIn(site, { handle: 'lin' })
  await link(lin, { sub: 'lin-1', email: 'lin@university.example', email_verified: true })
  expect(await lin.read(paths.settings)).toContain('lin@university.example')
  expect((await accountOf(await signInAs({ sub: 'lin-1' }))).people[0]!.handle).toBe('lin')

  await lin.post(paths.unlink, { provider: 'oidc', subject: 'lin-1' })
  expect((await accountOf(await signInAs({ sub: 'lin-1' }))).people[0]!.handle).not.toBe('lin')
})

test('an account that signs in somebody signs in nobody else', async () => {
  await signInAs({ sub: 'taken' })
  const eve = await signIn(site, { handle: 'eve' })
  expect((await link(eve, { sub: 'taken' })).status).toBe(409)
})

test('who began to link and signed out in between links nothing', async () => {
  claims = { sub: 'nobody' }
  const mo = await signIn(site)
  const { back, journey } = await visit(mo.cookie, { form: mo.formToken })
  expect((await comeBack(back, journey)).status).toBe(400)
  const other = await signIn(site)
  expect((await comeBack(back, `${journey}; ${other.cookie}`)).status).toBe(400)
})

async function link(person: SignedIn, known: Record<string, unknown>): Promise<Response> {
  claims = { ...known }
  const { back, journey } = await visit(person.cookie, { form: person.formToken })
  return comeBack(back, `${journey}; ${person.cookie}`)
}
