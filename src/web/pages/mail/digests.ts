import type { Handler } from 'hono'
import { html } from 'hono/html'
import { issueTitle } from '../../../digests/compose/digest.ts'
import {
  reportIssues,
  reportReaders,
  reportThrottles,
  reportTroubles,
  type IssueReport,
} from '../../../digests/report-store.ts'
import { goOn, listStops, stop } from '../../../digests/send/stop-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { counted, number } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'

const DAY_MS = 86_400_000
const TROUBLE_DAYS = 7

/** GET /admin/digests: what goes out, what does not and why, and the switch that stops all of it. */
export function digestsPage(site: Site): Handler {
  return async (c) => c.html(await view(site))
}

/** POST /admin/digests: 'stop' everything, or let what stands still 'go on'. */
export function changeDigests(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'do', 'key')
    if (fields.do === 'stop') await stop(site.db, 'all', 'stopped by an admin', site.now())
    if (fields.do === 'go on') await goOn(site.db, fields.key)
    return c.redirect(paths.digests, 303)
  }
}

async function view(site: Site) {
  const [issues, readers, stops, throttles, troubles] = await Promise.all([
    reportIssues(site.db),
    reportReaders(site.db),
    listStops(site.db),
    reportThrottles(site.db, site.now()),
    reportTroubles(site.db, new Date(site.now().getTime() - TROUBLE_DAYS * DAY_MS)),
  ])
  const content = html`<main id="content" class="page">
    <h1>Digests</h1>
    <p>
      Readers:
      ${Object.entries(readers).map(([state, count], at) => `${at > 0 ? ', ' : ''}${number(count)} ${state}`)}${Object.keys(readers).length === 0 ? 'none yet' : ''}.
      <a href="${paths.outbox}">Single mails</a>
    </p>
    ${stops.map(
      ({ key, reason, since }) =>
        html`<form class="plain-form notice" method="post" action="${paths.digests}">
          ${formField()}<input type="hidden" name="key" value="${key}" />
          <p>Stopped since ${moment(since)} UTC (${key}): ${reason}</p>
          <button name="do" value="go on">Go on</button>
        </form>`,
    )}
    ${
      stops.some(({ key }) => key === 'all')
        ? ''
        : html`<form class="plain-form" method="post" action="${paths.digests}">
            ${formField()}<button class="quiet" name="do" value="stop">Stop all digests now</button>
          </form>`
    }
    ${throttles.map(
      ({ key, coolUntil, reason }) =>
        html`<p class="note">Waits until ${moment(coolUntil!)} UTC (${key}): ${reason}</p>`,
    )}
    ${issuesTable(issues)}
    <h2>What went wrong in the last ${TROUBLE_DAYS} days</h2>
    ${troubles.length === 0 ? html`<p>Nothing.</p>` : ''}
    <ul>
      ${troubles.map(({ outcome, reply, count }) => html`<li>${number(count)} × ${outcome}: ${reply}</li>`)}
    </ul>
  </main>`
  return layout(site, { title: 'Digests' }, plainDateline(), content)
}

function issuesTable(issues: IssueReport[]) {
  if (issues.length === 0) return html`<p>No mail was planned yet.</p>`
  return html`<h2>Issues</h2>
    <div class="sideways">
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">Issue</th>
            <th scope="col">Mails by state</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${issues.map(issueRow)}
        </tbody>
      </table>
    </div>`
}

function issueRow(issue: IssueReport) {
  const states = Object.entries(issue.states).map(([state, count]) => `${number(count)} ${state}`)
  const reasons = issue.reasons.map(
    ({ state, reason, count }) => `${number(count)} ${state}: ${reason}`,
  )
  if (issue.complaints > 0) reasons.push(counted(issue.complaints, 'complaint'))
  return html`<tr>
    <td>
      <a href="${paths.issue(issue.kind, issue.date)}">${issueTitle(issue)}</a> (${issue.kind})
    </td>
    <td>${states.join(', ')}</td>
    <td>${reasons.join('; ')}</td>
  </tr>`
}

/** '2025-04-17 12:00' */
function moment(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ')
}
