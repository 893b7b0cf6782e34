import type { Context, NotFoundHandler } from 'hono'
import { html } from 'hono/html'
import { parseArxivId } from '../../papers/ids.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import type { Html } from '../ui/html.ts'
import { layout } from '../ui/layout.ts'

/** Answers 404. `help` says what was wrong and where to go instead. */
export function notFound(
  c: Context,
  site: Site,
  help: Html | string,
): Response | Promise<Response> {
  return c.html(problemPage(site, 'There is no such page', help), 404)
}

/** For an address that no route knows. */
export function unknownAddress(site: Site): NotFoundHandler {
  return (c) => notFound(c, site, 'Perhaps it was mistyped, or the page has moved.')
}

export function noSuchDate(c: Context, site: Site): Response | Promise<Response> {
  return notFound(
    c,
    site,
    html`The calendar has no such date. Days are written like <code>2025-04-17</code>, weeks like
      <code>2025-W16</code> (Monday to Sunday, by ISO 8601) and months like <code>2025-04</code>.`,
  )
}

/** Where to look for a paper that is not here, as far as its name tells. */
export function unknownPaper(c: Context, site: Site, name: string): Response | Promise<Response> {
  const arxivId = parseArxivId(name)
  return notFound(
    c,
    site,
    arxivId === null
      ? 'No paper here goes by this name.'
      : html`No paper here goes by the name ${arxivId}. arXiv may have it:
          <a rel="external" href="https://arxiv.org/abs/${arxivId}">arxiv.org/abs/${arxivId}</a>`,
  )
}

/** For a page number past the last one. `papers` says what the list has: '120 papers'. */
export function beyondTheEnd(papers: string, firstPage: string) {
  return html`This list ends earlier: it has ${papers}.
    <a href="${firstPage}">To its first page</a>`
}

/** A page that says what went wrong and shows the ways back. */
export function problemPage(site: Site, title: string, help: Html | string) {
  const content = html`<main id="content" class="page problem">
    <h1>${title}</h1>
    <p>${help}</p>
    <p>
      <a href="${paths.front}">To the front page</a> · <a href="${paths.papers()}">All papers</a>
    </p>
  </main>`
  return layout(site, { title }, plainDateline(), content)
}
