import type { Handler } from 'hono'
import { html } from 'hono/html'
import { DECLINE_REASONS, isDeclineReason, judgeAuthorship, type Authorship, type Judged } from '../../../community/authorship.ts' // prettier-ignore
import { listAsked, listConfirmed } from '../../../community/authorship-store.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { personLink } from '../../ui/person-link.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'

const WAITING_SHOWN = 50
const CONFIRMED_SHOWN = 50 // to look at again

/** GET /moderation/authors: who says that they wrote a paper, and who was believed. */
export function authorshipsPage(site: Site): Handler {
  return async (c) => {
    const waiting = await listAsked(site.db, WAITING_SHOWN)
    const confirmed = await listConfirmed(site.db, CONFIRMED_SHOWN)
    const content = html`<main id="content" class="page">
      <h1>Authors</h1>
      <p>Who says that they wrote a paper. Somebody who is confirmed can change its links.</p>
      ${waiting.length === 0 ? html`<p>Nothing waits for you.</p>` : waiting.map(asking)}
      ${
        confirmed.length === 0
          ? ''
          : html`<section>
              <h2>Confirmed lately</h2>
              ${confirmed.map(believed)}
            </section>`
      }
    </main>`
    return c.html(layout(site, { title: 'Authors' }, plainDateline(), content))
  }
}

/** POST /moderation/authors/:id */
export function judgeAuthor(site: Site): Handler<object, '/moderation/authors/:id'> {
  return async (c) => {
    const { decision, reason } = await formFields(c, 'decision', 'reason')
    const id = rowNumber(c.req.param('id')) ?? 0
    const judged =
      decision === 'confirm'
        ? await judgeAuthorship(site.db, id, { decision: 'confirmed' }, signedInPerson(c), site.now()) // prettier-ignore
        : isDeclineReason(reason)
          ? await judgeAuthorship(site.db, id, { decision: 'declined', reason }, signedInPerson(c), site.now()) // prettier-ignore
          : 'gone'
    if (judged === 'done') return c.redirect(paths.moderationAuthors, 303)
    const help = html`${PROBLEMS[judged]} <a href="${paths.moderationAuthors}">Back</a>`
    return c.html(problemPage(site, 'This could not be decided', help), 409)
  }
}

const PROBLEMS: Record<Exclude<Judged, 'done'>, string> = {
  gone: 'It is decided already, or was taken back.',
  own: 'Nobody decides about themselves. Please ask another moderator.',
  taken: 'Somebody else is confirmed as this author. Decline one of them.',
}

function asking(asked: Authorship) {
  return html`<article class="case">
    <h2>${heading(asked)}</h2>
    <p class="note">Asked ${moment(asked.askedAt)}</p>
    <blockquote>${asked.words}</blockquote>
    <form class="fields" method="post" action="${paths.judgeAuthor(asked.id)}">
      ${formField()}
      <button name="decision" value="confirm">
        Confirm<span class="spoken"> @${asked.by.handle} as ${asked.authorName}</span>
      </button>
    </form>
    ${declining(asked, 'Decline')}
  </article>`
}

function believed(asked: Authorship) {
  return html`<article class="case">
    <h3>${heading(asked)}</h3>
    <p class="note">Confirmed ${moment(asked.decidedAt!)}</p>
    <details>
      <summary>End it</summary>
      ${declining(asked, 'End it')}
    </details>
  </article>`
}

function heading({ by, authorName, paperId }: Authorship) {
  return html`${personLink(by)} as ${authorName} of
    <a href="${paths.paper(paperId)}">${paperId}</a>`
}

function declining({ id, by, authorName }: Authorship, button: string) {
  return html`<form class="fields" method="post" action="${paths.judgeAuthor(id)}">
    ${formField()}
    <p>
      <label for="reason-${id}">Why not, for @${by.handle} and the public log</label>
      <select id="reason-${id}" name="reason">
        ${DECLINE_REASONS.map((reason) => html`<option>${reason}</option>`)}
      </select>
    </p>
    <button name="decision" value="decline">
      ${button}<span class="spoken"> @${by.handle} as ${authorName}</span>
    </button>
  </form>`
}
