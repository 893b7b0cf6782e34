import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { signInProviders } from './sign-in-providers.ts'

const named = async (env: Record<string, string>) =>
  (await signInProviders(readConfig(env))).map(({ id, name }) => [id, name])

test('people sign in from where a client is set up, and from nowhere else', async () => {
  expect(await named({})).toEqual([])
  expect(await named({ ORCID_CLIENT: 'APP-1:secret' })).toEqual([['orcid', 'ORCID']])
  const all = {
    GITHUB_CLIENT: 'id:secret',
    GOOGLE_CLIENT: 'id.apps.example:secret:with:colons',
    ORCID_CLIENT: 'APP-1:secret',
    OIDC_CLIENT: 'broadsheet:secret',
    OIDC_ISSUER: 'https://login.example.edu/realms/main',
    OIDC_NAME: 'Example University',
  }
  expect(await named(all)).toEqual([
    ['github', 'GitHub'],
    ['google', 'Google'],
    ['orcid', 'ORCID'],
    ['oidc', 'Example University'],
  ])
})

test.each([
  { GITHUB_CLIENT: 'no-secret' },
  { OIDC_CLIENT: 'broadsheet:secret' }, // and no issuer
])('%o is refused at the start', (env) => {
  expect(() => readConfig(env)).toThrow()
})
