import { html } from 'hono/html'
import type { Follow } from '../../library/follow.ts'
import { paths } from '../paths.ts'
import { formField } from './form-field.ts'

/** Where whoever is signed in follows something, and stops. Nothing for everybody else: `following` is null. */
export function followForm({ kind, subject }: Follow, following: boolean | null, name: string) {
  if (following === null) return ''
  return html`<form class="shelf" method="post" action="${paths.follow}">
    ${formField()}
    <input type="hidden" name="kind" value="${kind}" />
    <input type="hidden" name="subject" value="${subject}" />
    <button name="do" value="${following ? 'unfollow' : 'follow'}">
      ${following ? 'Following' : 'Follow'}<span class="spoken">
        ${name}${following ? ', stop' : ''}</span
      >
    </button>
  </form>`
}
