import type { Handler } from 'hono'
import { html } from 'hono/html'
import { authorKey } from '../../papers/names.ts'
import { listByAuthor, type Page } from '../../papers/list-store.ts'
import { askedPage, pageNumber } from '../page-number.ts'
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
import { followForm } from '../ui/follow-form.ts'
import { followedBy } from './library/follow.ts'
import { markPapers } from '../visit/marks.ts'
import { beyondTheEnd, notFound } from './not-found.ts'

/** GET /authors/:name. A name as people write it leads to its one address. */
export function authorPage(site: Site): Handler<object, '/authors/:name{.+}'> {
  return async (c) => {
    const name = c.req.param('name')
    const key = authorKey(name)
    if (key !== '' && key !== name) return c.redirect(paths.author(key, pageNumber(c)), 301)
    const number = askedPage(c, paths.author(key))
    if (typeof number !== 'number') return number

    const page = await listByAuthor(site.db, key, number, PAPERS_PER_PAGE)
    if (page.total === 0) return notFound(c, site, 'No paper here has an author of this name.')
    await markPapers(c, site, page.papers)
    const pages = pagesOf(page.total, number, (other) => paths.author(key, other))
    return pages
      ? c.html(
          view(site, key, page, pages, await followedBy(c, site, { kind: 'author', subject: key })),
        )
      : notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), paths.author(key)))
  }
}

function view(site: Site, key: string, page: Page, pages: Pages, following: boolean | null) {
  const name = asPrinted(key, page)
  const head = {
    title: pages.current === 1 ? name : `${name}, page ${pages.current}`,
    description: `${counted(page.total, 'research paper')} by ${name}.`,
    canonical: pages.path(pages.current),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page">
    <h1>${name}</h1>
    <p class="note">
      ${counted(page.total, 'paper')}, newest first. People who share a name share this page.
    </p>
    ${followForm({ kind: 'author', subject: key }, following, key)} ${paperList(page.papers, false)}
    ${pagination(pages)}
  </main>`
  return layout(site, head, plainDateline(), content)
}

/** The name as the newest of these papers spells it. */
function asPrinted(key: string, { papers }: Page): string {
  const names = papers.flatMap((paper) => paper.authors)
  return names.find((name) => authorKey(name) === key) ?? key
}
