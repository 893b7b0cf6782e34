import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { listSaved, savedIds } from '../../../library/shelf-store.ts'
import type { Page } from '../../../papers/list-store.ts'
import { FILE_FORMATS, papersForFile } from '../../formats/library-file.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { libraryNav } from '../../ui/library-nav.ts'
import { pagesOf, pagination, PAPERS_PER_PAGE, type Pages } from '../../ui/pagination.ts'
import { paperList } from '../../ui/paper-list.ts'
import { counted } from '../../ui/wording.ts'
import { markPapers } from '../../visit/marks.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { beyondTheEnd, notFound, unknownAddress } from '../not-found.ts'

/** GET /library: the papers that the reader saved. */
export function libraryPage(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.library())
    if (typeof number !== 'number') return number

    const page = await listSaved(site.db, signedInPerson(c).id, number, PAPERS_PER_PAGE)
    const pages = pagesOf(page.total, number, paths.library)
    if (!pages) {
      return notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), paths.library()))
    }
    await markPapers(c, site, page.papers)
    return c.html(view(site, page, pages))
  }
}

/** GET /library/export/:file, such as library.bib: all saved papers as a file. */
export function libraryFile(site: Site): Handler<object, '/library/export/:file'> {
  return async (c) => {
    const ending = /^library\.(.+)$/.exec(c.req.param('file'))?.[1] ?? ''
    if (!Object.hasOwn(FILE_FORMATS, ending)) return unknownAddress(site)(c)
    return fileOf(c, site, ending, await savedIds(site.db, signedInPerson(c).id))
  }
}

async function fileOf(c: Context, site: Site, ending: string, ids: string[]): Promise<Response> {
  const { type, write } = FILE_FORMATS[ending]!
  const papers = await papersForFile(site.db, ids)
  return c.body(write(papers), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="library.${ending}"`,
    'cache-control': 'private, no-store',
  })
}

function view(site: Site, page: Page, pages: Pages) {
  const content = html`<main id="content" class="page">
    <h1>Library</h1>
    ${libraryNav(paths.library())}
    ${page.total === 0 ? html`<p>Papers that you save are kept here. Nobody else sees them.</p>` : exports()}
    ${paperList(page.papers, false)} ${pagination(pages)}
  </main>`
  return layout(site, { title: 'Library' }, plainDateline(), content)
}

function exports() {
  return html`<p class="note">
    Take all of them along as
    ${Object.entries(FILE_FORMATS).map(([ending, { name }], n) => html`${n > 0 ? ', ' : ''}<a href="${paths.libraryExport(ending)}" download>${name}</a>`)}
  </p>`
}
