import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import {
  addIdentity,
  findPersonByIdentity,
  removeIdentity,
} from '../../../accounts/identity-store.ts'
import {
  ProviderError,
  type Identity,
  type IdentityProvider,
} from '../../../accounts/providers/provider.ts'
import { signInElsewhere } from '../../../accounts/sign-in-elsewhere.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { forgetJourney, journeyOf, keepJourney, type KeptJourney } from '../../visit/cookies.ts'
import { deviceOf } from '../../visit/device.ts'
import { formFields } from '../../visit/forms.ts'
import { ownPath } from '../../visit/own-path.ts'
import { newSecret } from '../../visit/secret.ts'
import { personOf, signedInPerson } from '../../visit/visit.ts'
import { notFound, problemPage } from '../not-found.ts'
import { welcome } from './login-link.ts'
import { accountPage } from './login-view.ts'

type At = '/login/with/:provider'

/** POST /login/with/:provider: off to the provider, to sign in or, for who is signed in, to link the account there. */
export function goElsewhere(site: Site): Handler<object, At> {
  return async (c) => {
    const provider = providerOf(site, c.req.param('provider'))
    if (!provider) return notFound(c, site, 'Nobody signs in here that way.')
    const { next } = await formFields(c, 'next')
    const secrets = { state: newSecret(), nonce: newSecret(), verifier: newSecret() }
    const by = personOf(c)?.id ?? null
    const journey = { ...secrets, provider: provider.id, next: ownPath(next) ?? paths.front, by }
    try {
      const url = await provider.begin(backTo(site, provider), journey)
      keepJourney(c, site, journey)
      return onward(c, site, provider, url.href)
    } catch (error) {
      return failed(c, site, provider, error)
    }
  }
}

/** GET /login/with/:provider/back: from the provider, with an answer that only this browser can use, once. */
export function comeBack(site: Site): Handler<object, '/login/with/:provider/back'> {
  return async (c) => {
    const provider = providerOf(site, c.req.param('provider'))
    const journey = journeyOf(c, site)
    forgetJourney(c, site)
    if (
      !provider ||
      journey?.provider !== provider.id ||
      journey.by !== (personOf(c)?.id ?? null)
    ) {
      return lost(c, site)
    }
    try {
      const returned = new URL(backTo(site, provider))
      returned.search = new URL(c.req.url).search
      const identity = await provider.finish(returned, journey)
      return journey.by === null
        ? await signIn(c, site, provider, identity, journey)
        : await link(c, site, provider, identity)
    } catch (error) {
      return failed(c, site, provider, error)
    }
  }
}

/** POST /settings/elsewhere: the account elsewhere signs in nobody any more. */
export function unlink(site: Site): Handler {
  return async (c) => {
    const { provider, subject } = await formFields(c, 'provider', 'subject')
    await removeIdentity(site.db, signedInPerson(c).id, provider, subject)
    return c.redirect(paths.settings, 303)
  }
}

async function signIn(
  c: Context,
  site: Site,
  { id }: IdentityProvider,
  identity: Identity,
  { next }: KeptJourney,
): Promise<Response> {
  const newcomer = { secret: newSecret(), device: deviceOf(c), random: Math.random }
  const { person, isNew } = await signInElsewhere(site.db, id, identity, newcomer, site.now())
  return welcome(c, site, newcomer.secret, { person, isNew, next })
}

async function link(
  c: Context,
  site: Site,
  { id, name }: IdentityProvider,
  identity: Identity,
): Promise<Response> {
  const person = signedInPerson(c)
  const linked = await findPersonByIdentity(site.db, id, identity.subject)
  const isFree =
    linked === null && (await addIdentity(site.db, person.id, id, identity, site.now()))
  if (isFree || linked?.id === person.id) return c.redirect(paths.settings, 303)
  const help = `Your ${name} account signs in somebody else here. Sign in with it and unlink it there first.`
  return c.html(problemPage(site, 'This account is in use', help), 409)
}

function providerOf(site: Site, id: string): IdentityProvider | undefined {
  return site.providers.find((provider) => provider.id === id)
}

function backTo(site: Site, { id }: IdentityProvider): string {
  return site.publicUrl + paths.backFrom(id)
}

/** By a page and not by a redirect, which our own policy (form-action) forbids to forms that lead elsewhere. */
function onward(c: Context, site: Site, { name }: IdentityProvider, url: string) {
  c.header('refresh', `0; url=${url}`)
  c.header('cache-control', 'no-store')
  const content = html`<p><a href="${url}">Go on to ${name}</a></p>`
  return c.html(accountPage(site, `To ${name}`, content))
}

function lost(c: Context, site: Site): Response | Promise<Response> {
  const help = html`It was not begun in this browser, or too long ago.
    <a href="${paths.login()}">Begin again</a>`
  return c.html(problemPage(site, 'This sign-in does not fit', help), 400)
}

/** The reason is for the log: it may hold what only the provider should know. */
function failed(c: Context, site: Site, { name }: IdentityProvider, error: unknown) {
  if (!(error instanceof ProviderError)) throw error
  site.log({ errorId: newSecret().slice(0, 8), path: paths.login(), err: error })
  const help = html`${name} did not tell us who you are. <a href="${paths.login()}">Try again</a>`
  return c.html(problemPage(site, 'Signing in did not work', help), 502)
}
