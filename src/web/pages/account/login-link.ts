import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { spend } from '../../../accounts/allowance-store.ts'
import { findLoginLink, type LoginLink } from '../../../accounts/login-link-store.ts'
import { secretHash } from '../../../accounts/secret.ts'
import { endSession } from '../../../accounts/session-store.ts'
import {
  AddressTaken,
  signInByLink,
  takeRoleByLink,
  type SignedIn,
} from '../../../accounts/sign-in.ts'
import { parseAddress } from '../../../mail/address.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { askingSecret, forgetAsking, keepSession } from '../../visit/cookies.ts'
import { deviceOf } from '../../visit/device.ts'
import { formFields } from '../../visit/forms.ts'
import { newSecret } from '../../visit/secret.ts'
import { personOf } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'
import { confirmationView } from './login-view.ts'

/** GET /login/:secret. Shows a button and uses nothing up: programs that look into mails open links too. */
export function loginLinkPage(site: Site): Handler<object, '/login/:secret'> {
  return async (c) => {
    const link = await findLoginLink(site.db, c.req.param('secret'), site.now())
    return link ? confirm(c, site, link) : deadLink(c, site)
  }
}

/** POST /login/:secret. Signs in with a new session, whatever the browser had before. */
export function useLoginLink(site: Site): Handler<object, '/login/:secret'> {
  return async (c) => {
    const secret = c.req.param('secret')
    const link = await findLoginLink(site.db, secret, site.now())
    if (!link) return deadLink(c, site)
    const visitor = personOf(c)
    if (visitor && link.role) {
      const taken = await takeRoleByLink(site.db, secret, visitor.id, site.now())
      return taken ? c.redirect(taken.next, 303) : deadLink(c, site)
    }

    const { email } = await formFields(c, 'email')
    const address = parseAddress(email)?.key ?? null
    if (needsAddress(c, site, link)) {
      if (!(await spend(site.db, ['guess', secret], GUESSES, site.now()))) return deadLink(c, site)
      if (address === null || (link.email !== null && address !== link.email)) {
        return confirm(c, site, link, 'The link was sent to another address.')
      }
    }
    return finish(c, site, link, { link: secret, email: address })
  }
}

const GUESSES = { atOnce: 5, everyMs: 3_600_000 } // longer than a link lives

async function finish(
  c: Context,
  site: Site,
  link: LoginLink,
  given: { link: string; email: string | null },
): Promise<Response> {
  const newcomer = { secret: newSecret(), device: deviceOf(c), random: Math.random }
  try {
    const signedIn = await signInByLink(site.db, given, newcomer, site.now())
    return signedIn ? await welcome(c, site, newcomer.secret, signedIn) : await deadLink(c, site)
  } catch (error) {
    if (!(error instanceof AddressTaken)) throw error
    return confirm(
      c,
      site,
      link,
      'This address has an account. Sign in, then open this link again.',
    )
  }
}

/** Leads on with the new session; the one that the browser had before ends. */
export async function welcome(
  c: Context,
  site: Site,
  secret: string,
  { isNew, next }: SignedIn,
): Promise<Response> {
  const before = c.get('visit')
  if (before) await endSession(site.db, before.secret)
  forgetAsking(c, site)
  keepSession(c, site, secret)
  return c.redirect(isNew && next === paths.front ? paths.settings : next, 303)
}

/**
 * A link that was asked for in another browser may have been forwarded, or sent by somebody who wants us to use their
 * account without noticing. Who opens it must know to which address it went. A link of nobody needs an address to begin with.
 */
function needsAddress(
  c: Context,
  site: Site,
  { email, personId, browserHash }: LoginLink,
): boolean {
  if (personId !== null) return false // the operator handed it over
  const asking = askingSecret(c, site)
  return asking === undefined || email === null || secretHash(asking) !== browserHash
}

function confirm(c: Context, site: Site, link: LoginLink, problem?: string) {
  const asked = { link, needsAddress: needsAddress(c, site, link), visitor: personOf(c) }
  return problem
    ? c.html(confirmationView(site, { ...asked, problem }), 422)
    : c.html(confirmationView(site, asked))
}

function deadLink(c: Context, site: Site): Response | Promise<Response> {
  const help = html`It has been used, or is older than it may be.
    <a href="${paths.login()}">Ask for a new one</a>`
  return c.html(problemPage(site, 'This link does not work any more', help), 410)
}
