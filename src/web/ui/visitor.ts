import { html } from 'hono/html'
import { UNREAD_MAX } from '../../library/news-store.ts'
import { paths } from '../paths.ts'
import { currentVisit } from '../visit/visit.ts'
import { formField } from './form-field.ts'

function unreadCount(unread: number): string {
  return unread > UNREAD_MAX ? `${UNREAD_MAX}+` : String(unread)
}

/** Who is signed in, or the way to do so. The same for everybody on pages that are kept. */
export function visitor() {
  const visit = currentVisit()
  if (!visit) return html`<p class="visitor"><a href="${paths.login()}">Sign in</a></p>`
  return html`<form class="visitor" method="post" action="${paths.logout}">
    <a href="${paths.settings}">@${visit.person.handle}</a>
    <a href="${paths.library()}">Library</a>
    <a href="${paths.following()}"
      >Following${visit.unread > 0 ? html` <b>${unreadCount(visit.unread)}<span class="spoken"> new</span></b>` : ''}</a
    >
    ${formField()}
    <button>Sign out</button>
  </form>`
}
