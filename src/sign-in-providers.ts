import { gitHubProvider } from './accounts/providers/git-hub.ts'
import { openIdProvider, type Client } from './accounts/providers/open-id.ts'
import type { IdentityProvider } from './accounts/providers/provider.ts'
import type { Config } from './config.ts'

/** Where people may sign in from, by the settings. */
export function signInProviders(config: Config): IdentityProvider[] {
  const { GITHUB_CLIENT, GOOGLE_CLIENT, ORCID_CLIENT, OIDC_CLIENT, OIDC_ISSUER, OIDC_NAME } = config
  const providers: IdentityProvider[] = []
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
