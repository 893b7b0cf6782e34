import { html } from 'hono/html'
import { LOGIN_LINK_MINUTES, type LoginLink } from '../../../accounts/login-link-store.ts'
import type { Person } from '../../../accounts/person.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { field } from '../../ui/field.ts'
import { formField } from '../../ui/form-field.ts'
import type { Html } from '../../ui/html.ts'
import { layout } from '../../ui/layout.ts'

/** A page of the account: narrow, and of no interest to search engines. */
export function accountPage(site: Site, title: string, content: Html) {
  const main = html`<main id="content" class="page account">
    <h1>${title}</h1>
    ${content}
  </main>`
  return layout(site, { title, script: site.assets.passkeys }, plainDateline(), main)
}

interface Asked {
  next: string
  typed?: string
  problem?: string
}

/** Asks for the address that the link is to go to. */
export function loginView(site: Site, { next, typed, problem }: Asked) {
  const content = html`<form class="fields" method="post" action="${paths.login()}">
      ${field({ ...ADDRESS, value: typed ?? '', problem })}
      <input type="hidden" name="next" value="${next}" />
      <button>Send me a link</button>
      <p class="note">
        The link signs you in, or makes your account when you are new here. There is no password.
      </p>
    </form>
    ${otherWays(site, next)}`
  return accountPage(site, 'Sign in', content)
}

/** The passkey's form shows itself where script and device can use it. */
function otherWays(site: Site, next: string) {
  return html`<div class="ways">
    <form method="post" action="${paths.passkeyLogin}" data-passkey="use" hidden>
      <input type="hidden" name="answer" value="" />
      <input type="hidden" name="next" value="${next}" />
      <button>Sign in with a passkey</button>
      <span class="mistake" role="status"></span>
    </form>
    ${site.providers.map(
      ({ id, name }) =>
        html`<form method="post" action="${paths.signInWith(id)}">
          <input type="hidden" name="next" value="${next}" />
          <button>Sign in with ${name}</button>
        </form>`,
    )}
  </div>`
}

const ADDRESS = {
  name: 'email',
  label: 'Your e-mail address',
  type: 'email',
  autocomplete: 'email',
} as const

export function mailSentView(site: Site, email: string) {
  const content = html`<p>
      A link to sign in is on its way to <strong>${email}</strong>. It works once, for
      ${LOGIN_LINK_MINUTES} minutes.
    </p>
    <p class="note">
      Nothing there? It may be among the junk mail. <a href="${paths.login()}">Ask for another</a>
    </p>`
  return accountPage(site, 'Look into your mail', content)
}

/** What has to be known before a link signs in. */
export interface Confirmation {
  link: LoginLink
  needsAddress: boolean
  visitor: Person | null // who is signed in already
  problem?: string
}

/** The button that uses the link. */
export function confirmationView(site: Site, asked: Confirmation) {
  const { visitor } = asked
  const takesRole = visitor !== null && asked.link.role !== null
  const content = html`<form class="fields" method="post">
    ${formField()}
    ${takesRole ? html`<p>@${visitor.handle} becomes ${asked.link.role}.</p>` : reason(asked)}
    <button>${takesRole ? 'Accept' : 'Sign in'}</button>
  </form>`
  return accountPage(site, `Sign in to ${SITE_NAME}`, content)
}

function reason({ link, needsAddress, visitor, problem }: Confirmation) {
  const instead = visitor
    ? html`<p>You are signed in as @${visitor.handle}. This link takes its place.</p>`
    : ''
  if (!needsAddress) return instead
  const why = link.role
    ? `This link makes you ${link.role}. Give the address that you will sign in with from now on.`
    : 'This link was asked for in another browser. If it was you, say to which address it was sent.'
  return html`${instead}
    <p>${why}</p>
    ${field({ ...ADDRESS, problem })}`
}
