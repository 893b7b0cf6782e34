import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { mailAddress } from '../../../accounts/address.ts'
import { findLoginLink, type LoginLink } from '../../../accounts/login-link-store.ts'
import { secretHash } from '../../../accounts/secret.ts'
import { signInByLink } from '../../../accounts/sign-in.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { askingSecret, forgetAsking, keepSession } from '../../visit/cookies.ts'
import { deviceOf } from '../../visit/device.ts'
import { formFields } from '../../visit/forms.ts'
import { problemPage } from '../not-found.ts'
import { newSecret } from './login.ts'

/** GET /login/:secret. Shows a button and uses nothing up: programs that look into mails open links too. */
export function loginLinkPage(site: Site): Handler<object, '/login/:secret'> {
  return async (c) => {
    const link = await findLoginLink(site.db, c.req.param('secret'), site.now())
    return link ? c.html(confirmation(site, needsAddress(c, site, link))) : deadLink(c, site)
  }
}

/** POST /login/:secret. Signs in with a new session, whatever the browser had before. */
export function useLoginLink(site: Site): Handler<object, '/login/:secret'> {
  return async (c) => {
    const secret = c.req.param('secret')
    const link = await findLoginLink(site.db, secret, site.now())
    if (!link) return deadLink(c, site)
    if (needsAddress(c, site, link)) {
      const { email } = await formFields(c, 'email')
      if (mailAddress(email) !== link.email) {
        return c.html(confirmation(site, true, 'The link was sent to another address.'), 422)
      }
    }

    const session = newSecret()
    const newcomer = { secret: session, device: deviceOf(c), random: Math.random }
    const signedIn = await signInByLink(site.db, secret, newcomer, site.now())
    if (!signedIn) return deadLink(c, site)
    forgetAsking(c, site)
    keepSession(c, site, session)
    return c.redirect(signedIn.next, 303)
  }
}

/**
 * A link that was asked for in another browser may have been forwarded, or sent by somebody who wants us to use their
 * account without noticing. Who opens it must know to which address it went.
 */
function needsAddress(c: Context, site: Site, { email, browserHash }: LoginLink): boolean {
  const asking = askingSecret(c, site)
  return email !== null && (asking === undefined || secretHash(asking) !== browserHash)
}

function deadLink(c: Context, site: Site): Response | Promise<Response> {
  const help = html`It has been used, or is older than it may be.
    <a href="${paths.login()}">Ask for a new one</a>`
  return c.html(problemPage(site, 'This link does not work any more', help), 410)
}

function confirmation(site: Site, asksForAddress: boolean, problem?: string) {
  const content = html`<main id="content" class="page account">
    <h1>Sign in to ${SITE_NAME}</h1>
    <form class="fields" method="post">
      ${asksForAddress ? addressField(problem) : ''}
      <button>Sign in</button>
    </form>
  </main>`
  return layout(site, { title: 'Sign in' }, plainDateline(), content)
}

function addressField(problem: string | undefined) {
  return html`<p>
      This link was asked for in another browser. If it was you, say to which address it was sent.
    </p>
    <p>
      <label for="email">Your e-mail address</label>
      <input
        id="email"
        type="email"
        name="email"
        required
        maxlength="254"
        autocomplete="email"
        ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
      />
    </p>
    ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}`
}
