import { html } from 'hono/html'
import type { LinkedAccount } from '../../../accounts/identity-store.ts'
import type { KnownPasskey } from '../../../accounts/passkey-store.ts'
import { hasRole, type Person } from '../../../accounts/person.ts'
import type { SignedInBrowser } from '../../../accounts/session-store.ts'
import { dayOf } from '../../../lib/days.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDay } from '../../ui/dates.ts'
import { field } from '../../ui/field.ts'
import { formField } from '../../ui/form-field.ts'
import { accountPage } from './login-view.ts'
import { mailsView, type OwnMails } from './mails.ts'
import { mailNotice } from './people.ts'

/** What could not be taken of a form, by field. */
export interface Problems {
  handle?: string
  email?: string
}

export interface SettingsPage {
  person: Person
  sessions: SignedInBrowser[]
  identities: LinkedAccount[]
  passkeys: KnownPasskey[]
  mails: OwnMails
  current: string // id of the session that asks
  problems: Problems
}

export function settingsView(site: Site, shown: SettingsPage) {
  const { person, sessions, mails, current, problems } = shown
  const content = html`${forAdmins(site, person)} ${forCurators(person)}
  ${profile(person, problems)} ${address(person, problems)} ${papersByMail(site, mails)}
  ${otherWays(site, shown)} ${browsers(sessions, current)} ${leaving()}`
  return accountPage(site, 'Settings', content)
}

function forAdmins(site: Site, person: Person) {
  if (!hasRole(person, 'admin')) return ''
  return html`${site.mailLeaves ? '' : mailNotice()}
    <p>You are an admin. <a href="${paths.people()}">People and their roles</a></p>`
}

function forCurators(person: Person) {
  if (!hasRole(person, 'curator')) return ''
  return html`<p>
    You are a curator: <a href="${paths.inbox}">submitted papers</a>,
    <a href="${paths.mistakes}">reported mistakes</a
    >${hasRole(person, 'moderator') ? html`, <a href="${paths.moderation}">reports</a>` : ''}
  </p>`
}

function profile(person: Person, problems: Problems) {
  return html`<section>
    <h2>You</h2>
    <form class="fields" method="post" action="${paths.settings}">
      ${formField()}
      ${field({ name: 'handle', label: 'Handle', value: person.handle, maxlength: 31, autocomplete: 'username', problem: problems.handle })}
      ${field({ name: 'name', label: 'Name, if one is to be shown beside the handle', value: person.name, required: false, autocomplete: 'name' })}
      <p>
        <label class="choice">
          <input
            type="checkbox"
            name="votes"
            value="visible"
            ${person.votesVisible ? 'checked' : ''}
          />
          Others may see which papers I vote for
        </label>
      </p>
      <button>Save</button>
    </form>
  </section>`
}

function address({ email }: Person, problems: Problems) {
  return html`<section>
    <h2>Mail</h2>
    <p>
      ${email === null ? 'No address is known.' : html`Links to sign in go to <strong>${email}</strong>.`}
    </p>
    <form class="fields" method="post" action="${paths.newAddress}">
      ${formField()}
      ${field({ name: 'email', label: 'Another e-mail address', type: 'email', autocomplete: 'email', problem: problems.email })}
      <button>Send it a link</button>
      <p class="note">It becomes yours when the link is opened.</p>
    </form>
  </section>`
}

function papersByMail(site: Site, mails: OwnMails) {
  return html`<section>
    <h2>New papers by mail</h2>
    ${mailsView(site, mails)}
  </section>`
}

function otherWays(site: Site, { identities, passkeys }: SettingsPage) {
  const nameOf = (id: string) => site.providers.find((known) => known.id === id)?.name ?? id
  return html`<section>
    <h2>Other ways to sign in</h2>
    ${
      passkeys.length + identities.length === 0
        ? ''
        : html`<ul class="rows">
            ${passkeys.map(passkey)}
            ${identities.map((account) => linkedAccount(account, nameOf(account.provider)))}
          </ul>`
    }
    <div class="ways">
      <form method="post" action="${paths.passkeys}" data-passkey="make" hidden>
        ${formField()}
        <input type="hidden" name="answer" value="" />
        <button>Add a passkey</button>
        <span class="mistake" role="status"></span>
      </form>
      ${site.providers.map(
        ({ id, name }) =>
          html`<form method="post" action="${paths.signInWith(id)}">
            ${formField()} <button>Link ${name}</button>
          </form>`,
      )}
      <noscript><p class="note">Passkeys need JavaScript.</p></noscript>
    </div>
  </section>`
}

function passkey({ id, device, createdAt, usedAt }: KnownPasskey) {
  const used = usedAt ? `, last used ${plainDay(dayOf(usedAt))}` : ''
  return html`<li>
    <span>
      <strong>Passkey</strong>
      <small>made with ${device}, ${plainDay(dayOf(createdAt))}${used}</small>
    </span>
    <form method="post" action="${paths.passkeys}">
      ${formField()}
      <input type="hidden" name="remove" value="${id}" />
      <button aria-label="Remove the passkey made with ${device}">Remove</button>
    </form>
  </li>`
}

function linkedAccount({ provider, subject, label, linkedAt }: LinkedAccount, name: string) {
  return html`<li>
    <span>
      <strong>${name}</strong>
      <small>${label}, linked ${plainDay(dayOf(linkedAt))}</small>
    </span>
    <form method="post" action="${paths.unlink}">
      ${formField()}
      <input type="hidden" name="provider" value="${provider}" />
      <input type="hidden" name="subject" value="${subject}" />
      <button aria-label="Unlink ${name}">Unlink</button>
    </form>
  </li>`
}

function browsers(sessions: SignedInBrowser[], current: string) {
  return html`<section>
    <h2>Where you are signed in</h2>
    <ul class="rows">
      ${sessions.map((session) => browser(session, session.id === current))}
    </ul>
    ${sessions.length < 2 ? '' : endButton('others', 'Sign out everywhere else')}
  </section>`
}

function browser({ id, device, createdAt, seenAt }: SignedInBrowser, isThisOne: boolean) {
  return html`<li>
    <span>
      <strong>${device}</strong>
      <small>since ${plainDay(dayOf(createdAt))}, last seen ${plainDay(dayOf(seenAt))}</small>
    </span>
    ${isThisOne ? html`<span>this one</span>` : endButton(id, 'Sign out', device)}
  </li>`
}

function endButton(session: string, label: string, of?: string) {
  return html`<form method="post" action="${paths.sessions}">
    ${formField()}
    <input type="hidden" name="session" value="${session}" />
    <button ${of ? html`aria-label="${label}: ${of}"` : ''}>${label}</button>
  </form>`
}

function leaving() {
  return html`<section>
    <h2>What is stored about you</h2>
    <p><a href="${paths.takeOut}" download>All of it as one JSON file</a></p>
    <p><a href="${paths.erase}">Delete the account</a></p>
  </section>`
}
