import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { hasRole, type Person } from '../../../accounts/person.ts'
import { findPersonBy } from '../../../accounts/people-store.ts'
import { isReason, REASONS } from '../../../community/moderation.ts'
import { block, unblock } from '../../../community/block.ts'
import { findBlock } from '../../../community/moderation-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { dayWithTime } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { notFound } from '../not-found.ts'

const DAYS = [1, 7, 30, 365]

/** GET /people/:handle/block */
export function blockPage(site: Site): Handler<object, '/people/:handle/block'> {
  return (c) =>
    withPerson(c, site, async (person) => {
      const blocked = await findBlock(site.db, person.id, site.now())
      const content = html`<main id="content" class="page">
        <h1>Block @${person.handle}</h1>
        <p>
          Whoever is blocked can read everything and is told why they cannot vote, comment or
          submit.
        </p>
        ${blocked ? html`<p>Blocked until ${dayWithTime(blocked.until)}: ${blocked.reason}</p>` : ''}
        ${blockForm(person)} ${blocked ? unblockForm(person) : ''}
      </main>`
      return c.html(layout(site, { title: `Block @${person.handle}` }, plainDateline(), content))
    })
}

/** POST /people/:handle/block. Days of 0 end a block. */
export function blockPerson(site: Site): Handler<object, '/people/:handle/block'> {
  return (c) =>
    withPerson(c, site, async (person) => {
      const { days, reason } = await formFields(c, 'days', 'reason')
      if (days === '0') await unblock(site.db, person.id, site.now())
      else if (DAYS.includes(Number(days)) && isReason(reason)) {
        await block(site.db, { personId: person.id, days: Number(days), reason, at: site.now() })
      }
      return c.redirect(paths.block(person.handle), 303)
    })
}

/** Moderators are equals: only an admin may block one. */
async function withPerson(
  c: Context,
  site: Site,
  answer: (person: Person) => Promise<Response>,
): Promise<Response> {
  const person = await findPersonBy(site.db, 'handle', c.req.param('handle') ?? '')
  if (!person) return notFound(c, site, 'Nobody here has this handle.')
  if (hasRole(person, 'moderator') && !hasRole(signedInPerson(c), 'admin')) {
    return notFound(c, site, 'Only an admin can block a moderator.')
  }
  return answer(person)
}

function blockForm({ handle }: Person) {
  return html`<form class="fields" method="post" action="${paths.block(handle)}">
    ${formField()}
    <p>
      <label for="reason">Why</label>
      <select id="reason" name="reason">
        ${REASONS.map((reason) => html`<option>${reason}</option>`)}
      </select>
    </p>
    <p>
      <label for="days">For how long</label>
      <select id="days" name="days">
        ${DAYS.map((days) => html`<option value="${days}">${days === 1 ? '1 day' : `${days} days`}</option>`)}
      </select>
    </p>
    <button>Block</button>
  </form>`
}

function unblockForm({ handle }: Person) {
  return html`<form class="fields" method="post" action="${paths.block(handle)}">
    ${formField()} <input type="hidden" name="days" value="0" />
    <button>End the block now</button>
  </form>`
}
