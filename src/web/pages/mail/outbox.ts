import type { Handler } from 'hono'
import { html } from 'hono/html'
import { reportOutbox } from '../../../digests/report-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'

const MAILS_SHOWN = 100

/** GET /admin/outbox: single mails, such as those to confirm an address. Their texts hold links and are not shown. */
export function outboxPage(site: Site): Handler {
  return async (c) => {
    const mails = await reportOutbox(site.db, MAILS_SHOWN)
    const content = html`<main id="content" class="page">
      <h1>Outbox</h1>
      <p class="note">
        The newest ${MAILS_SHOWN} single mails. Digests are
        <a href="${paths.digests}">over there</a>.
      </p>
      ${mails.length === 0 ? html`<p>No mail was asked for yet.</p>` : ''}
      <div class="sideways">
        <table class="ledger">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">To</th>
              <th scope="col">Subject</th>
              <th scope="col">State</th>
              <th scope="col">Attempts</th>
              <th scope="col">Last reply</th>
            </tr>
          </thead>
          <tbody>
            ${mails.map(
              (mail) =>
                html`<tr>
                  <td>${mail.createdAt.toISOString().slice(0, 16).replace('T', ' ')}</td>
                  <td>${mail.address}</td>
                  <td>${mail.subject}</td>
                  <td>${mail.state}</td>
                  <td>${mail.attempts}</td>
                  <td>${mail.reply ?? ''}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </main>`
    return c.html(layout(site, { title: 'Outbox' }, plainDateline(), content))
  }
}
