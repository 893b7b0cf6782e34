import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listPeople, setRole } from '../../../accounts/people-store.ts'
import { ROLES, type Person } from '../../../accounts/person.ts'
import { dayOf } from '../../../lib/days.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDay } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { accountPage } from './login-view.ts'

const PEOPLE_PER_PAGE = 50

/** GET /admin/people, for admins: who has an account and what each may do, by handle. `from` is where to begin. */
export function peoplePage(site: Site): Handler {
  return async (c) => {
    const from = c.req.query('from') ?? ''
    const people = await listPeople(site.db, from.replace(/^@/, ''), PEOPLE_PER_PAGE + 1)
    return c.html(view(site, from, people, signedInPerson(c)))
  }
}

/** POST /admin/people. Nobody changes their own role: an admin cannot lock everybody out by a slip. */
export function changeRole(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'person', 'role', 'from')
    const role = ROLES.find((known) => known === fields.role)
    const isOwn = fields.person === signedInPerson(c).id
    if (role && !isOwn) await setRole(site.db, fields.person, role)
    return c.redirect(paths.people(fields.from), 303)
  }
}

function view(site: Site, from: string, people: Person[], visitor: Person) {
  const next = people[PEOPLE_PER_PAGE]?.handle
  const content = html`${site.mailLeaves ? '' : mailNotice()}
    <form class="inline" action="${paths.people()}">
      <label for="from">Handles from</label>
      <input
        id="from"
        type="text"
        name="from"
        value="${from}"
        maxlength="31"
        autocapitalize="off"
      />
      <button>Show</button>
    </form>
    ${people.length === 0 ? html`<p>Nobody has a handle from there on.</p>` : ''}
    <ul class="rows">
      ${people.slice(0, PEOPLE_PER_PAGE).map((person) => row(person, from, visitor))}
    </ul>
    ${next === undefined ? '' : html`<p><a rel="next" href="${paths.people(next)}">From @${next}</a></p>`}`
  return accountPage(site, 'People', content)
}

/** Readers are not told: it is nothing that they could mend, and tells a thief where to look. */
export function mailNotice() {
  return html`<p class="notice" role="note">
    <strong>Mail is not set up.</strong> Links to sign in stand in the log of the service until
    <code>SMTP_URL</code> is set.
  </p>`
}

function row(person: Person, from: string, visitor: Person) {
  return html`<li>
    <span>
      <strong>@${person.handle}</strong> <bdi>${person.name}</bdi>
      <small
        >${person.email ?? 'no address'}, here since ${plainDay(dayOf(person.createdAt))}</small
      >
    </span>
    ${person.id === visitor.id ? html`<span>${person.role}</span>` : roleForm(person, from)}
  </li>`
}

function roleForm(person: Person, from: string) {
  return html`<form method="post" action="${paths.people()}">
    ${formField()}
    <input type="hidden" name="person" value="${person.id}" />
    <input type="hidden" name="from" value="${from}" />
    <select name="role" aria-label="Role of @${person.handle}">
      ${ROLES.map((role) => html`<option ${role === person.role ? 'selected' : ''}>${role}</option>`)}
    </select>
    <button aria-label="Change the role of @${person.handle}">Change</button>
  </form>`
}
