import { html } from 'hono/html'
import { paths } from '../paths.ts'
import { formField } from './form-field.ts'

/** New papers by mail, for whoever gives an address. Under every list and every paper. */
export function subscribeBar() {
  return html`<form class="subscribe" method="post" action="${paths.subscribe}" aria-label="Mail">
    <label for="subscribe-address">New papers by mail, every morning</label>
    <input
      id="subscribe-address"
      type="email"
      name="address"
      required
      maxlength="254"
      autocomplete="email"
      placeholder="you@example.org"
    />
    ${decoy()} ${formField()}
    <input type="hidden" name="zone" value="UTC" />
    <button>Subscribe</button>
    <a href="${paths.subscribe}">More choices</a>
  </form>`
}

/** A field that people neither see nor reach. What fills it is a program. */
export function decoy() {
  return html`<span class="decoy" aria-hidden="true"
    ><input type="text" name="website" tabindex="-1" autocomplete="off"
  /></span>`
}
