import { html } from 'hono/html'
import { currentVisit } from '../visit/visit.ts'

/** Belongs into every form that is sent by POST: shows that the form is from a page of the same session. */
export function formField() {
  return html`<input type="hidden" name="form" value="${currentVisit()?.formToken ?? ''}" />`
}
