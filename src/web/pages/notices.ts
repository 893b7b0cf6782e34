import type { Handler } from 'hono'
import { html, raw } from 'hono/html'
import { listNotices, markNoticesRead, type Notice } from '../../community/notice-store.ts'
import { askedPage } from '../page-number.ts'
import { paths } from '../paths.ts'
import { rowNumber } from '../row-number.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { moment } from '../ui/dates.ts'
import { formField } from '../ui/form-field.ts'
import { layout } from '../ui/layout.ts'
import { pagesOf, pagination, type Pages } from '../ui/pagination.ts'
import { personLink } from '../ui/person-link.ts'
import { counted } from '../ui/wording.ts'
import { formFields } from '../visit/forms.ts'
import { signedInPerson } from '../visit/visit.ts'
import { beyondTheEnd, notFound } from './not-found.ts'

const NOTICES_PER_PAGE = 50

/** GET /notifications: what others said to the reader, and what was decided. */
export function noticesPage(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.notices())
    if (typeof number !== 'number') return number
    const part = { number, size: NOTICES_PER_PAGE, now: site.now() }
    const { notices, total } = await listNotices(site.db, signedInPerson(c).id, part)
    const pages = pagesOf(total, number, paths.notices, NOTICES_PER_PAGE)
    if (!pages) {
      return notFound(c, site, beyondTheEnd(counted(total, 'notification'), paths.notices()))
    }
    return c.html(view(site, notices, pages))
  }
}

/** POST /notifications/read: nothing is unread any more, up to the newest that the page showed. */
export function readNotices(site: Site): Handler {
  return async (c) => {
    const { newest } = await formFields(c, 'newest')
    await markNoticesRead(site.db, signedInPerson(c).id, rowNumber(newest) ?? 0, site.now())
    return c.redirect(paths.notices(), 303)
  }
}

function view(site: Site, notices: Notice[], pages: Pages) {
  const content = html`<main id="content" class="page account">
    <h1>Notifications</h1>
    ${notices.some(({ unread }) => unread) ? readAll(notices[0]!) : ''}
    ${notices.length === 0 ? html`<p>Nothing so far. You are told here when somebody answers you or calls you by your handle, and when something of yours is decided.</p>` : ''}
    <ul class="rows">
      ${notices.map(item)}
    </ul>
    ${pagination(pages)}
  </main>`
  return layout(site, { title: 'Notifications' }, plainDateline(), content)
}

function readAll({ id }: Notice) {
  return html`<form class="shelf" method="post" action="${paths.noticesRead}">
    ${formField()} <input type="hidden" name="newest" value="${id}" />
    <button>Mark all as read</button>
  </form>`
}

function item(notice: Notice) {
  return html`<li>
    <p>
      ${notice.unread ? html`<strong>New</strong> ` : ''}${said(notice)}
      <small>${moment(notice.at)}</small>
    </p>
  </li>`
}

function said(notice: Notice) {
  const { kind, by, commentId, decision, reason, title } = notice
  const why = reason ? html`: ${reason}` : ''
  switch (kind) {
    case 'reply':
      return html`${personLink(by)} <a href="${paths.comment(commentId!)}">answered you</a> on
        ${paperOf(notice)}`
    case 'mention':
      return html`${personLink(by)} <a href="${paths.comment(commentId!)}">called you</a> on
        ${paperOf(notice)}`
    case 'submission':
      return decision === 'accepted'
        ? html`What you submitted was accepted: ${paperOf(notice)}`
        : html`<a href="${paths.submissions}">What you submitted</a> was not taken (${title})${why}`
    default:
      return decision === 'confirmed'
        ? html`You are confirmed as an author of ${paperOf(notice)}`
        : html`You are not shown as an author of ${paperOf(notice)}${why}`
  }
}

function paperOf({ paper, title }: Notice) {
  if (!paper) return title ?? 'a paper that is no longer here'
  return html`<a href="${paths.paper(paper.id)}">${raw(paper.titleHtml)}</a>`
}
