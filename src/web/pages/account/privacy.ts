import type { Handler } from 'hono'
import { html } from 'hono/html'
import { dayOf } from '../../../lib/days.ts'
import { erase } from '../../../privacy/erase.ts'
import { takeOut } from '../../../privacy/take-out.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { field } from '../../ui/field.ts'
import { formField } from '../../ui/form-field.ts'
import { forgetSession } from '../../visit/cookies.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { accountPage } from './login-view.ts'

/** GET /settings/export: everything about the person, as a file. */
export function takeOutFile(site: Site): Handler {
  return async (c) => {
    const person = signedInPerson(c)
    const everything = await takeOut(site.db, person, site.now())
    return c.body(JSON.stringify(everything, null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${person.handle}-${dayOf(site.now())}.json"`,
      'cache-control': 'private, no-store',
    })
  }
}

/** GET /settings/erase */
export function erasePage(site: Site): Handler {
  return (c) => c.html(view(site))
}

/** POST /settings/erase: ends the account. The handle is typed again, so that no slip does it. */
export function eraseAccount(site: Site): Handler {
  return async (c) => {
    const person = signedInPerson(c)
    const { handle, farewell } = await formFields(c, 'handle', 'farewell')
    if (handle.trim().toLowerCase().replace(/^@/, '') !== person.handle) {
      return c.html(view(site, `Your handle is @${person.handle}.`), 422)
    }
    await erase(site.db, person, farewell === 'remove' ? 'remove' : 'keep')
    forgetSession(c, site)
    return c.redirect(paths.front, 303)
  }
}

function view(site: Site, problem?: string) {
  const content = html`<p>
      Your account, your address and everything that only you could see are deleted at once, and
      nobody can bring them back. New papers by mail stop too.
      <a href="${paths.takeOut}" download>Take a copy with you</a>
    </p>
    <form class="fields" method="post" action="${paths.erase}">
      ${formField()}
      <fieldset>
        <legend>What you wrote for others to read</legend>
        <label class="choice">
          <input type="radio" name="farewell" value="keep" checked />
          stays, as by “a former reader”: comments, public collections, notes to what you submitted
        </label>
        <label class="choice">
          <input type="radio" name="farewell" value="remove" /> goes with you; where others answered
          you, a gap stays
        </label>
      </fieldset>
      <p>
        Either way your votes go on being counted by nobody’s name, papers that were accepted stay,
        and your library, what you follow, other collections and notifications are deleted.
      </p>
      ${field({ name: 'handle', label: 'Your handle, to be sure', maxlength: 31, problem })}
      <button>Delete my account</button>
    </form>`
  return accountPage(site, 'Delete the account', content)
}
