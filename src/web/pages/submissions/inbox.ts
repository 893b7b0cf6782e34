import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { accept, reject } from '../../../community/curate.ts'
import type { Submission } from '../../../community/submission.ts'
import { listWaiting } from '../../../community/submissions-store.ts'
import { dayOf, parseDay } from '../../../lib/days.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { personLink } from '../../ui/person-link.ts'
import { safeUrl } from '../../ui/safe-url.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'

const WAITING_SHOWN = 50

/** GET /inbox: what readers submitted, for curators. */
export function inbox(site: Site): Handler {
  return async (c) => {
    const waiting = await listWaiting(site.db, WAITING_SHOWN)
    const content = html`<main id="content" class="page">
      <h1>Submitted papers</h1>
      ${
        waiting.length === 0
          ? html`<p>Nothing waits for you.</p>`
          : html`<p>
                ${counted(waiting.length, 'paper')} to decide on. <kbd>j</kbd> and
                <kbd>k</kbd> move, <kbd>a</kbd> accepts, <kbd>r</kbd> rejects.
              </p>
              ${waiting.map((one) => submissionView(site, one))}`
      }
    </main>`
    return c.html(layout(site, { title: 'Submitted papers' }, plainDateline(), content))
  }
}

/** POST /inbox/:id: accepts a submission for a day, or rejects it. */
export function decideSubmission(site: Site): Handler<object, '/inbox/:id'> {
  return async (c) => {
    const { decision, day, reason } = await formFields(c, 'decision', 'day', 'reason')
    const id = rowNumber(c.req.param('id')) ?? 0
    if (decision === 'reject') {
      return (await reject(site.db, id, shortened(reason), signedInPerson(c), site.now()))
        ? c.redirect(paths.inbox, 303)
        : decidedAlready(c, site)
    }
    const posted = parseDay(day)
    if (posted === null) {
      const help = 'Days are written like 2025-04-17.'
      return c.html(problemPage(site, 'There is no such day', help), 422)
    }
    return (await accept(site.db, id, posted, signedInPerson(c), site.now())) === null
      ? decidedAlready(c, site)
      : c.redirect(paths.inbox, 303)
  }
}

const REASON_CHARACTERS_MAX = 300

const shortened = (reason: string) => reason.slice(0, REASON_CHARACTERS_MAX).toWellFormed()

function decidedAlready(c: Context, site: Site) {
  const help = html`Somebody else was faster.
    <a href="${paths.inbox}">Back to the submitted papers</a>`
  return c.html(problemPage(site, 'This is decided already', help), 409)
}

function submissionView(site: Site, { id, by, draft, note, submittedAt }: Submission) {
  const links = draft.links.flatMap(({ url }) => safeUrl(url) ?? [])
  return html`<article class="card case" id="submission-${id}">
    <h2><a href="#submission-${id}">${draft.title}</a></h2>
    <p class="authors">${draft.authors.join(', ')}</p>
    <p class="note">
      ${Object.entries(draft.ids).map(([kind, value]) => `${kind} ${value} · `)} Submitted by
      ${personLink(by)} ${moment(submittedAt)}
    </p>
    ${note ? html`<blockquote>${note}</blockquote>` : ''}
    ${
      draft.abstract
        ? html`<details>
            <summary>Abstract</summary>
            <p>${draft.abstract}</p>
          </details>`
        : ''
    }
    ${links.map((href) => html`<p><a rel="external nofollow" href="${href}">${href}</a></p>`)}
    <form class="fields" method="post" action="${paths.decideSubmission(id)}">
      ${formField()}
      <p>
        <label for="day-${id}">On the page of</label>
        <input id="day-${id}" type="date" name="day" value="${dayOf(site.now())}" />
      </p>
      <p>
        <label for="reason-${id}">If not, why</label>
        <input id="reason-${id}" type="text" name="reason" maxlength="${REASON_CHARACTERS_MAX}" />
      </p>
      <button name="decision" value="accept" data-key="a">Accept</button>
      <button name="decision" value="reject" data-key="r">Reject</button>
    </form>
  </article>`
}
