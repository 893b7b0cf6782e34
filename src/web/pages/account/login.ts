import { randomBytes } from 'node:crypto'
import type { Handler } from 'hono'
import { html } from 'hono/html'
import { mailAddress } from '../../../accounts/address.ts'
import {
  addLoginLink,
  dropExpiredLinks,
  LOGIN_LINK_MINUTES,
} from '../../../accounts/login-link-store.ts'
import { loginMail } from '../../../accounts/login-mail.ts'
import { secretHash } from '../../../accounts/secret.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { keepAsking } from '../../visit/cookies.ts'
import { formFields } from '../../visit/forms.ts'
import { ownPath } from '../../visit/own-path.ts'
import { personOf } from '../../visit/visit.ts'

/** GET /login. `next` is the path to go to afterwards. */
export function loginPage(site: Site): Handler {
  return (c) => {
    const next = ownPath(c.req.query('next')) ?? paths.front
    return personOf(c) ? c.redirect(next, 303) : c.html(askForAddress(site, { next }))
  }
}

const MINUTE_MS = 60_000

/** POST /login. Answers the same whether the address has an account or not: nobody learns who is here. */
export function sendLoginLink(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'email', 'next')
    const next = ownPath(fields.next) ?? paths.front
    const email = mailAddress(fields.email)
    if (email === null) {
      const problem = 'This is not a complete e-mail address.'
      return c.html(askForAddress(site, { next, typed: fields.email, problem }), 422)
    }

    const secret = newSecret()
    const browser = newSecret()
    const expiresAt = new Date(site.now().getTime() + LOGIN_LINK_MINUTES * MINUTE_MS)
    const link = {
      email,
      personId: null,
      role: null,
      browserHash: secretHash(browser),
      next,
      expiresAt,
    }
    await dropExpiredLinks(site.db, site.now())
    await addLoginLink(site.db, secret, link, site.now())
    const url = site.publicUrl + paths.loginLink(secret)
    await site.sendMail(loginMail({ to: email, url, site: new URL(site.publicUrl).host }))
    keepAsking(c, site, browser)
    return c.html(mailIsOnItsWay(site, email))
  }
}

const SECRET_BYTES = 32

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

interface Asked {
  next: string
  typed?: string
  problem?: string
}

function askForAddress(site: Site, { next, typed = '', problem }: Asked) {
  const content = html`<main id="content" class="page account">
    <h1>Sign in</h1>
    <form class="fields" method="post" action="${paths.login()}">
      <p>
        <label for="email">Your e-mail address</label>
        <input
          id="email"
          type="email"
          name="email"
          value="${typed}"
          required
          maxlength="254"
          autocomplete="email"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        />
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <input type="hidden" name="next" value="${next}" />
      <button>Send me a link</button>
      <p class="note">
        The link signs you in, or makes your account when you are new here. There is no password.
      </p>
    </form>
  </main>`
  return layout(site, { title: 'Sign in' }, plainDateline(), content)
}

function mailIsOnItsWay(site: Site, email: string) {
  const content = html`<main id="content" class="page account">
    <h1>Look into your mail</h1>
    <p>
      A link to sign in is on its way to <strong>${email}</strong>. It works once, for
      ${LOGIN_LINK_MINUTES} minutes.
    </p>
    <p class="note">
      Nothing there? It may be among the junk mail. <a href="${paths.login()}">Ask for another</a>
    </p>
  </main>`
  return layout(site, { title: 'Look into your mail' }, plainDateline(), content)
}
