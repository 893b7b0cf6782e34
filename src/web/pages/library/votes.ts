import type { Handler } from 'hono'
import { html } from 'hono/html'
import type { Page } from '../../../papers/list-store.ts'
import { listVotedFor } from '../../../trending/voters-store.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { libraryNav } from '../../ui/library-nav.ts'
import { layout } from '../../ui/layout.ts'
import { pagesOf, pagination, PAPERS_PER_PAGE, type Pages } from '../../ui/pagination.ts'
import { paperList } from '../../ui/paper-list.ts'
import { counted } from '../../ui/wording.ts'
import { markPapers } from '../../visit/marks.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'

/** GET /library/votes: what the reader voted for. */
export function ownVotesPage(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.libraryVotes())
    if (typeof number !== 'number') return number

    const page = await listVotedFor(site.db, signedInPerson(c).id, number, PAPERS_PER_PAGE)
    const pages = pagesOf(page.total, number, paths.libraryVotes)
    if (!pages) {
      return notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), paths.libraryVotes()))
    }
    await markPapers(c, site, page.papers)
    return c.html(view(site, page, pages, signedInPerson(c).votesVisible))
  }
}

function view(site: Site, page: Page, pages: Pages, visible: boolean) {
  const content = html`<main id="content" class="page">
    <h1>Papers you voted for</h1>
    ${libraryNav(paths.libraryVotes())}
    <p>
      ${visible ? 'Others may see these votes.' : 'Nobody else sees which papers these are.'}
      <a href="${paths.settings}">Change this</a>
    </p>
    ${page.total === 0 ? html`<p>There are none yet.</p>` : paperList(page.papers, false)}
    ${pagination(pages)}
  </main>`
  return layout(site, { title: 'Papers you voted for' }, plainDateline(), content)
}
