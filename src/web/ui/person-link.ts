import { html } from 'hono/html'
import { paths } from '../paths.ts'

/** Somebody by name and handle: a name alone could be anybody's. Null is a former reader. */
export function personLink(person: { handle: string; name: string } | null) {
  if (!person) return html`<span class="person">a former reader</span>`
  const { handle, name } = person
  return html`<a class="person" href="${paths.person(handle)}"
    >${name ? html`${name} <small>@${handle}</small>` : `@${handle}`}</a
  >`
}
