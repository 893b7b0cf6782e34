import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  type Configuration,
} from 'openid-client'
import { parseAddress } from '../../mail/address.ts'
import { ProviderError, type Identity, type IdentityProvider, type Journey } from './provider.ts'

export interface Client {
  id: string
  secret: string
}

export interface OpenIdOptions {
  id: string
  name: string
  issuer: string // URL
  client: Client
  scope?: string
}

const TIMEOUT_S = 10 // a person waits

/** Any provider of OpenID Connect: Google, ORCID, a university. Its endpoints are asked for at the first use. */
export function openIdProvider(options: OpenIdOptions): IdentityProvider {
  const { id, name, client, scope = 'openid email profile' } = options
  const issuer = new URL(options.issuer)
  let known: Promise<Configuration> | undefined

  function configuration(): Promise<Configuration> {
    const isPlain = issuer.protocol === 'http:' // the operator's own, on this machine or in this house
    known ??= discovery(issuer, client.id, client.secret, undefined, {
      timeout: TIMEOUT_S,
      ...(isPlain && { execute: [allowInsecureRequests] }),
    }).catch((error: unknown) => {
      known = undefined // another try may find it
      throw error
    })
    return known
  }

  return {
    id,
    name,
    begin: (back, journey) =>
      orProviderError(name, async () => {
        const { state, nonce, verifier } = journey
        return buildAuthorizationUrl(await configuration(), {
          redirect_uri: back,
          scope,
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
      }),
    finish: (returned, journey) =>
      orProviderError(name, async () => identity(await configuration(), returned, journey)),
  }
}

async function identity(
  configuration: Configuration,
  returned: URL,
  { state, nonce, verifier }: Journey,
): Promise<Identity> {
  const tokens = await authorizationCodeGrant(configuration, returned, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  const about: Record<string, unknown> = configuration.serverMetadata().userinfo_endpoint
    ? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
    : {}
  const all: Record<string, unknown> = { ...about, ...claims }
  const email = all['email_verified'] === true ? addressOf(all['email']) : null
  return { subject: claims.sub, label: email ?? claims.sub, email }
}

function addressOf(email: unknown): string | null {
  return typeof email === 'string' ? (parseAddress(email)?.key ?? null) : null
}

/** Everything that the library finds wrong is one failure to us. */
export async function orProviderError<Result>(
  provider: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new ProviderError(provider, error)
  }
}
