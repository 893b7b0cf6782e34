import type { Handler } from 'hono'
import { html } from 'hono/html'
import { handleProblem } from '../../../accounts/handle.ts'
import { changeProfile } from '../../../accounts/people-store.ts'
import type { Person } from '../../../accounts/person.ts'
import { shownName } from '../../../accounts/shown-name.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'

/** GET /settings */
export function settingsPage(site: Site): Handler {
  return (c) => c.html(view(site, signedInPerson(c)))
}

/** POST /settings */
export function changeSettings(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'handle', 'name', 'votes')
    const typed = {
      handle: fields.handle.trim().toLowerCase().replace(/^@/, ''),
      name: shownName(fields.name),
      votesVisible: fields.votes === 'visible',
    }
    const person = { ...signedInPerson(c), ...typed }
    const problem = handleProblem(typed.handle)
    if (problem !== null) return c.html(view(site, person, problem), 422)
    if (!(await changeProfile(site.db, person.id, typed))) {
      return c.html(view(site, person, 'Somebody has this handle, or one that looks like it.'), 409)
    }
    return c.redirect(paths.settings, 303)
  }
}

function view(site: Site, person: Person, problem?: string) {
  const content = html`<main id="content" class="page account">
    <h1>Settings</h1>
    <form class="fields" method="post" action="${paths.settings}">
      ${formField()}
      <p>
        <label for="handle">Handle</label>
        <input
          id="handle"
          type="text"
          name="handle"
          value="${person.handle}"
          required
          maxlength="31"
          autocomplete="username"
          autocapitalize="off"
          spellcheck="false"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        />
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <p>
        <label for="name">Name, if you want one to be shown beside it</label>
        <input id="name" type="text" name="name" value="${person.name}" autocomplete="name" />
      </p>
      <p>
        <label>
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
  </main>`
  return layout(site, { title: 'Settings' }, plainDateline(), content)
}
