import { html } from 'hono/html'
import type { Html } from './html.ts'

/** Small facts in a row; what is absent leaves no gap. A dot stays on the line of what it follows. */
export function byLine(parts: (Html | string | null | undefined | false)[]) {
  const given = parts.filter((part) => part)
  if (given.length === 0) return ''
  return html`<p class="by-line">
    ${given.map((part, position) => html`${position ? '\u00a0· ' : ''}${part}`)}
  </p>`
}
