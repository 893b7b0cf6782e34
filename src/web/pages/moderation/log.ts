import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listLog } from '../../../community/moderation-store.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { layout } from '../../ui/layout.ts'
import { pagesOf, pagination } from '../../ui/pagination.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'
import { counted } from '../../ui/wording.ts'

const ENTRIES_PER_PAGE = 100

/** GET /moderation/log: what moderators did, for everybody. */
export function moderationLog(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.moderationLog())
    if (typeof number !== 'number') return number
    const { entries, total } = await listLog(site.db, number, ENTRIES_PER_PAGE)
    const pages = pagesOf(total, number, paths.moderationLog, ENTRIES_PER_PAGE)
    if (!pages) {
      return notFound(
        c,
        site,
        beyondTheEnd(counted(total, 'entry', 'entries'), paths.moderationLog()),
      )
    }
    const rows = entries.map(
      ({ at, action, paperId, reason }) =>
        html`<tr>
          <td>${moment(at)}</td>
          <td>${action}</td>
          <td>${reason}</td>
          <td>${paperId === null ? '' : html`<a href="${paths.paper(paperId)}">${paperId}</a>`}</td>
        </tr>`,
    )
    const content = html`<main id="content" class="page">
      <h1>What moderators did</h1>
      <p>
        What moderators take away or bring back is listed here, and what curators correct in what
        was read. Nobody is named.
      </p>
      ${
        total === 0
          ? html`<p>Nothing so far.</p>`
          : html`<div class="table" tabindex="0" role="region" aria-label="Moderation log">
              <table>
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">What</th>
                    <th scope="col">Why</th>
                    <th scope="col">Paper</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`
      }
      ${pagination(pages)}
    </main>`
    const head = { title: 'Moderation log', canonical: paths.moderationLog(number) }
    return c.html(layout(site, head, plainDateline(), content))
  }
}
