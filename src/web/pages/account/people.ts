import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listPeople, setRole } from '../../../accounts/people-store.ts'
import { ROLES, type Person } from '../../../accounts/person.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'

/** GET /admin/people, for admins: who has an account, and what each may do. */
export function peoplePage(site: Site): Handler {
  return async (c) => c.html(view(site, await listPeople(site.db)))
}

/** POST /admin/people */
export function changeRole(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'person', 'role')
    const role = ROLES.find((known) => known === fields.role)
    if (role) await setRole(site.db, fields.person, role)
    return c.redirect(paths.people, 303)
  }
}

function view(site: Site, people: Person[]) {
  const content = html`<main id="content" class="page account">
    <h1>People</h1>
    <ul class="people">
      ${people.map(
        (person) =>
          html`<li>
            <form method="post" action="${paths.people}">
              ${formField()}
              <input type="hidden" name="person" value="${person.id}" />
              <label>
                @${person.handle} ${person.name}
                <select name="role">
                  ${ROLES.map((role) => html`<option ${role === person.role ? 'selected' : ''}>${role}</option>`)}
                </select>
              </label>
              <button>Change</button>
            </form>
          </li>`,
      )}
    </ul>
  </main>`
  return layout(site, { title: 'People' }, plainDateline(), content)
}
