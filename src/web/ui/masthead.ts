import { html } from 'hono/html'
import { paths } from '../paths.ts'
import { SITE_NAME } from '../site-name.ts'
import type { Html } from './html.ts'
import { searchBox } from './search-box.ts'
import { visitor } from './visitor.ts'

/** The head of a page; the search box holds what the page answers. */
export function masthead(dateline: Html, query: string) {
  return html`<header>
    <div class="masthead">
      <a class="name" href="${paths.front}">${SITE_NAME}</a>
      <p class="motto">New research papers, day by day</p>
    </div>
    ${visitor()} ${dateline} ${searchBox(query)}
  </header>`
}
