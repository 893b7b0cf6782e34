import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listNewest, type Page } from '../../papers/list-store.ts'
import { askedPage } from '../page-number.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { layout } from '../ui/layout.ts'
import {
  nextPage,
  pagesOf,
  pagination,
  PAPERS_PER_PAGE,
  previousPage,
  type Pages,
} from '../ui/pagination.ts'
import { paperList } from '../ui/paper-list.ts'
import { counted } from '../ui/wording.ts'
import { markPapers } from '../visit/marks.ts'
import { beyondTheEnd, notFound } from './not-found.ts'

/** GET /papers */
export function newestPage(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.papers())
    if (typeof number !== 'number') return number

    const page = await listNewest(site.db, number, PAPERS_PER_PAGE)
    await markPapers(c, site, page.papers)
    const pages = pagesOf(page.total, number, paths.papers)
    return pages
      ? c.html(view(site, page, pages))
      : notFound(
          c,
          site,
          beyondTheEnd(`the newest ${counted(page.total, 'paper')}`, paths.papers()),
        )
  }
}

function view(site: Site, page: Page, pages: Pages) {
  const head = {
    title: pages.current === 1 ? 'All papers' : `All papers, page ${pages.current}`,
    ...(page.total > 0 && {
      description: `The newest ${counted(page.total, 'research paper')}.`, // not all: the list has an end
    }),
    canonical: pages.path(pages.current),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page">
    <h1>All papers, newest first</h1>
    ${page.total === 0 ? emptyCollection() : paperList(page.papers, false)} ${pagination(pages)}
  </main>`
  return layout(site, head, plainDateline(), content)
}

function emptyCollection() {
  return html`<section class="empty">
    <h2>Nothing has been printed yet</h2>
    <p>Papers appear here as soon as some are imported:</p>
    <pre>npx broadsheet import FILE…</pre>
  </section>`
}
