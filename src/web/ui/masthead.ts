import { html } from 'hono/html'
import { paths } from '../paths.ts'
import { SITE_NAME } from '../site-name.ts'
import type { Html } from './html.ts'

export function masthead(dateline: Html) {
  return html`<header>
    <div class="masthead">
      <a class="name" href="${paths.front}">${SITE_NAME}</a>
      <p class="motto">New research papers, day by day</p>
    </div>
    ${dateline}
  </header>`
}
