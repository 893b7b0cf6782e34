import type { Handler } from 'hono'
import { html } from 'hono/html'
import type { Submission } from '../../../community/submission.ts'
import { listSubmissionsOf } from '../../../community/submissions-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { layout } from '../../ui/layout.ts'
import { signedInPerson } from '../../visit/visit.ts'

const SHOWN = 100

/** GET /submissions: what became of the papers that a reader submitted. */
export function ownSubmissions(site: Site): Handler {
  return async (c) => {
    const submissions = await listSubmissionsOf(site.db, signedInPerson(c).id, SHOWN)
    const content = html`<main id="content" class="page">
      <h1>What you submitted</h1>
      <p><a href="${paths.submit}">Submit a paper</a></p>
      ${submissions.length === 0 ? html`<p>Nothing so far.</p>` : submissions.map(submissionView)}
    </main>`
    return c.html(layout(site, { title: 'What you submitted' }, plainDateline(), content))
  }
}

function submissionView({ draft, paperId, decision, reason, submittedAt }: Submission) {
  const title = paperId ? html`<a href="${paths.paper(paperId)}">${draft.title}</a>` : draft.title
  return html`<section class="case">
    <h2>${title}</h2>
    <p class="note">Submitted ${moment(submittedAt)} · ${STATES[decision ?? 'waiting']}</p>
    ${reason ? html`<p>${reason}</p>` : ''}
  </section>`
}

const STATES = {
  waiting: 'waits for a curator',
  accepted: 'accepted',
  rejected: 'not taken',
}
