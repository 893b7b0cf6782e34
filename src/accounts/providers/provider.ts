/** Somebody, as a provider knows them. */
export interface Identity {
  subject: string // the provider's own name of the account, which never changes and is never given to another
  label: string // by which its owner knows the account: an address, a user name, an ORCID iD
  email: string | null // only when the provider has verified that it is theirs
}

/** What ties the way back to the way there. The browser keeps it in the meantime. */
export interface Journey {
  state: string // comes back in the address
  nonce: string // comes back in what the provider signs
  verifier: string // proves that who asks for the identity is who began (PKCE, RFC 7636)
}

/** A place where people have an account already: GitHub, a university. */
export interface IdentityProvider {
  id: string // in addresses: 'github'
  name: string // for people: 'GitHub'
  /** Where to send the browser. Throws ProviderError when the provider cannot be reached. */
  begin(back: string, journey: Journey): Promise<URL>
  /** Who came back to the address `returned`. Throws ProviderError for everything that is not as it should be. */
  finish(returned: URL, journey: Journey): Promise<Identity>
}

/**
 * The provider could not be reached, or what came back is not what it should be. Nobody is signed in. It carries the
 * reason in words and no more: answers of a provider hold what belongs into no log.
 */
export class ProviderError extends Error {
  override name = 'ProviderError'

  constructor(provider: string, reason: unknown) {
    super(`${provider}: ${reason instanceof Error ? reason.message : 'unknown'}`)
  }
}
