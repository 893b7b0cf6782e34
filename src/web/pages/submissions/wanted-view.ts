import { html } from 'hono/html'
import type { Submission } from '../../../community/submission.ts'
import { paths } from '../../paths.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import type { Html } from '../../ui/html.ts'
import { personLink } from '../../ui/person-link.ts'
import { safeUrl } from '../../ui/safe-url.ts'
import { counted } from '../../ui/wording.ts'

export const REASON_CHARACTERS_MAX = 300

/**
 * A paper that waits, as the first of its submissions describes it, with the forms that decide on all of them. `next`
 * is the paper that a curator turns to then.
 */
export function wantedView(sent: Submission[], today: string, next: number | undefined) {
  const { id, draft } = sent[0]!
  const links = [...new Set(sent.flatMap((each) => each.draft.links.map(({ url }) => url)))]
  return html`<article class="card case" id="submission-${id}">
    <h2><a href="#submission-${id}">${draft.title}</a></h2>
    <p class="authors">${draft.authors.join(', ')}</p>
    ${sent.length > 1 ? html`<p class="note">${counted(sent.length, 'submission')}</p>` : ''}
    ${sent.map(byWhom)} ${draft.abstract ? abstract(draft.abstract) : ''}
    ${links.map((url) => linked(safeUrl(url)))} ${decisions(sent, today, next)}
  </article>`
}

function byWhom({ by, draft, note, submittedAt }: Submission) {
  return html`<p class="note">
      ${Object.entries(draft.ids).map(([kind, value]) => `${kind} ${value} · `)} Submitted by
      ${personLink(by)} ${moment(submittedAt)}
    </p>
    ${note ? html`<blockquote>${note}</blockquote>` : ''}`
}

function abstract(text: string) {
  return html`<details>
    <summary>Abstract</summary>
    <p>${text}</p>
  </details>`
}

function linked(href: string | null) {
  return href && html`<p><a rel="external nofollow" href="${href}">${href}</a></p>`
}

/** A form for each decision, so that Enter in a field does what the field is for. */
function decisions(sent: Submission[], today: string, next: number | undefined) {
  const { id, draft } = sent[0]!
  const spoken = html`<span class="spoken"> ${draft.title}</span>`
  const also = sent
    .slice(1)
    .map((each) => each.id)
    .join(',')
  const form = (decision: string, content: Html) =>
    html`<form class="fields" method="post" action="${paths.decideSubmission(id)}">
      ${formField()}
      <input type="hidden" name="also" value="${also}" />
      <input type="hidden" name="next" value="${next ?? ''}" />
      <input type="hidden" name="decision" value="${decision}" />
      ${content}
    </form>`
  return html`<div class="decisions">
    ${form('accept', html`<button data-key="a">Accept for today${spoken}</button>`)}
    ${form(
      'schedule',
      html`<label for="day-${id}">On the page of</label>
        <input id="day-${id}" type="date" name="day" value="${today}" required data-key="s" />
        <button>Accept for that day${spoken}</button>`,
    )}
    ${form(
      'reject',
      html`<label for="reason-${id}">If not, why</label>
        <input id="reason-${id}" type="text" name="reason" maxlength="${REASON_CHARACTERS_MAX}" />
        <button data-key="r">Reject${spoken}</button>`,
    )}
  </div>`
}
