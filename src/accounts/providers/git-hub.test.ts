import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { gitHubProvider } from './git-hub.ts'
import { ProviderError } from './provider.ts'

/** Answers as GitHub's documentation says that it does. */
let emails: object[] = []
let token: object = { access_token: 'gho_x', token_type: 'bearer', scope: 'user:email' }
const asked: { path: string; body: string; authorization: string | undefined }[] = []
const server = createServer(async (request, response) => {
  asked.push({
    path: request.url!,
    body: await text(request),
    authorization: request.headers.authorization,
  })
  const answers: Record<string, unknown> = {
    '/login/oauth/access_token': token,
    '/user': { id: 583231, login: 'octocat', name: null, email: 'public@example.org' },
    '/user/emails': emails,
  }
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(answers[request.url!]))
}).listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => server.close())

const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const gitHub = gitHubProvider({ id: 'client', secret: 'secret' }, { web: address, api: address })
const journey = { state: 'state', nonce: 'nonce', verifier: 'v'.repeat(43) }
const returned = (query: string) => new URL(`https://papers.example.org/back?${query}`)

test('an account is known by its number, and its address when it is the verified one', async () => {
  emails = [
    { email: 'other@example.org', primary: false, verified: true },
    { email: 'Cat@example.org', primary: true, verified: true },
  ]
  expect(await gitHub.finish(returned('code=c&state=state'), journey)).toEqual({
    subject: '583231',
    label: 'octocat',
    email: 'cat@example.org',
  })
  const exchange = new URLSearchParams(
    asked.find(({ path }) => path.endsWith('access_token'))!.body,
  )
  expect(exchange.get('code_verifier')).toBe(journey.verifier)
  expect(asked.at(-1)!.authorization).toBe('Bearer gho_x')
})

test('an address that is not verified is none', async () => {
  emails = [{ email: 'cat@example.org', primary: true, verified: false }]
  const { email } = await gitHub.finish(returned('code=c&state=state'), journey)
  expect(email).toBeNull()
})

test.each([
  ['a foreign state', 'code=c&state=other'],
  ['no state', 'code=c'],
  ['a refusal', 'error=access_denied&state=state'],
])('%s is a failure', async (_, query) => {
  await expect(gitHub.finish(returned(query), journey)).rejects.toThrow(ProviderError)
})

test('an error in the answer to the code is a failure', async () => {
  token = { error: 'bad_verification_code', error_description: 'The code is incorrect' }
  await expect(gitHub.finish(returned('code=c&state=state'), journey)).rejects.toThrow(
    ProviderError,
  )
})

test('the browser is sent with PKCE and asks for addresses only', async () => {
  const url = await gitHub.begin('https://papers.example.org/back', journey)
  expect(url.pathname).toBe('/login/oauth/authorize')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'client',
    scope: 'user:email',
    state: 'state',
    code_challenge_method: 'S256',
  })
})
