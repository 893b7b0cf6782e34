import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  Configuration,
  allowInsecureRequests,
  fetchProtectedResource,
} from 'openid-client'
import { z } from 'zod'
import { parseAddress } from '../../mail/address.ts'
import { orProviderError, type Client } from './open-id.ts'
import type { Identity, IdentityProvider } from './provider.ts'

/** GitHub speaks OAuth 2, not OpenID Connect: who somebody is has to be asked for. `web` and `api` are its addresses. */
export function gitHubProvider(
  client: Client,
  { web, api }: { web: string; api: string } = {
    web: 'https://github.com',
    api: 'https://api.github.com',
  },
): IdentityProvider {
  const server = {
    issuer: web,
    authorization_endpoint: `${web}/login/oauth/authorize`,
    token_endpoint: `${web}/login/oauth/access_token`,
  }
  const configuration = new Configuration(server, client.id, client.secret)
  if (web.startsWith('http:')) allowInsecureRequests(configuration)

  return {
    id: 'github',
    name: 'GitHub',
    begin: (back, { state, verifier }) =>
      orProviderError('GitHub', async () =>
        buildAuthorizationUrl(configuration, {
          redirect_uri: back,
          scope: 'user:email',
          state,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      ),
    finish: (returned, { state, verifier }) =>
      orProviderError('GitHub', async () => {
        const checks = { expectedState: state, pkceCodeVerifier: verifier }
        const { access_token: token } = await authorizationCodeGrant(
          configuration,
          returned,
          checks,
        )
        const ask = (path: string) => answerOf(configuration, token, new URL(`${api}${path}`))
        return identity(User.parse(await ask('/user')), Emails.parse(await ask('/user/emails')))
      }),
  }
}

const User = z.object({ id: z.number().int(), login: z.string().max(100) })
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** By number: a login can be given up and taken by another. */
function identity(user: z.infer<typeof User>, emails: z.infer<typeof Emails>): Identity {
  const own = emails.find(({ primary, verified }) => primary && verified)
  return {
    subject: String(user.id),
    label: user.login,
    email: own ? (parseAddress(own.email)?.key ?? null) : null,
  }
}

async function answerOf(configuration: Configuration, token: string, url: URL): Promise<unknown> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'broadsheet' })
  const response = await fetchProtectedResource(
    configuration,
    token,
    url,
    'GET',
    undefined,
    headers,
  )
  return response.json()
}
