import type { Client } from './accounts/providers/open-id.ts'
import type { IdentityProvider } from './accounts/providers/provider.ts'
import type { Config } from './config.ts'

/** Where people may sign in from, by the settings. What speaks to them is loaded only where there are any. */
export async function signInProviders(config: Config): Promise<IdentityProvider[]> {
  const { GITHUB_CLIENT, GOOGLE_CLIENT, ORCID_CLIENT, OIDC_CLIENT, OIDC_ISSUER, OIDC_NAME } = config
  const providers: IdentityProvider[] = []
  if (!GITHUB_CLIENT && !GOOGLE_CLIENT && !ORCID_CLIENT && !OIDC_CLIENT) return providers
  const { gitHubProvider } = await import('./accounts/providers/git-hub.ts')
  const { openIdProvider } = await import('./accounts/providers/open-id.ts')
  if (GITHUB_CLIENT) providers.push(gitHubProvider(clientOf(GITHUB_CLIENT)))
  if (GOOGLE_CLIENT) {
    const client = clientOf(GOOGLE_CLIENT)
    providers.push(
      openIdProvider({
        id: 'google',
        name: 'Google',
        issuer: 'https://accounts.google.com',
        client,
      }),
    )
  }
  if (ORCID_CLIENT) {
    const client = clientOf(ORCID_CLIENT)
    const scope = 'openid' // ORCID tells no address
    providers.push(
      openIdProvider({ id: 'orcid', name: 'ORCID', issuer: 'https://orcid.org', client, scope }),
    )
  }
  if (OIDC_CLIENT && OIDC_ISSUER) {
    const client = clientOf(OIDC_CLIENT)
    providers.push(openIdProvider({ id: 'oidc', name: OIDC_NAME, issuer: OIDC_ISSUER, client }))
  }
  return providers
}

/** 'id:secret'. An id holds no colon with any provider that we know, a secret may. */
function clientOf(setting: string): Client {
  const colon = setting.indexOf(':')
  return { id: setting.slice(0, colon), secret: setting.slice(colon + 1) }
}
