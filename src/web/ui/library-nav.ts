import { html } from 'hono/html'
import { paths } from '../paths.ts'

/** The ways between the pages of a reader's own. */
export function libraryNav(current: string) {
  const pages: [string, string][] = [
    [paths.library(), 'Saved'],
    [paths.libraryVotes(), 'Voted for'],
    [paths.collections, 'Collections'],
    [paths.following(), 'Following'],
    [paths.libraryImport, 'Import'],
  ]
  return html`<nav class="choices" aria-label="Library">
    <ul>
      ${pages.map(([href, label]) => html`<li><a href="${href}" ${href === current ? html` aria-current="page"` : ''}>${label}</a></li>`)}
    </ul>
  </nav>`
}
