import { html } from 'hono/html'
import { hasRole } from '../../accounts/person.ts'
import { UNREAD_MAX } from '../../library/news-store.ts'
import { paths } from '../paths.ts'
import { currentVisit } from '../visit/visit.ts'
import { formField } from './form-field.ts'

function unreadCount(unread: number) {
  if (unread === 0) return ''
  const shown = unread > UNREAD_MAX ? `${UNREAD_MAX}+` : String(unread)
  return html` <b>${shown}<span class="spoken"> new</span></b>`
}

/** Who is signed in, or the way to do so. The same for everybody on pages that are kept. */
export function visitor() {
  const visit = currentVisit()
  if (!visit) return html`<p class="visitor"><a href="${paths.login()}">Sign in</a></p>`
  return html`<form class="visitor" method="post" action="${paths.logout}">
    <a href="${paths.settings}">@${visit.person.handle}</a>
    <a href="${paths.library()}">Library</a>
    <a href="${paths.following()}">Following${unreadCount(visit.unread)}</a>
    <a href="${paths.notices()}">Notifications${unreadCount(visit.notices)}</a>
    ${hasRole(visit.person, 'curator') ? html`<a href="${paths.inbox}">Inbox</a>` : ''}
    ${hasRole(visit.person, 'moderator') ? html`<a href="${paths.moderation}">Reports</a>` : ''}
    ${formField()}
    <button>Sign out</button>
  </form>`
}
