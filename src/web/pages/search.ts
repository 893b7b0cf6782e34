import type { Handler } from 'hono'
import { listByIds } from '../../papers/list-store.ts'
import { parsePaperId } from '../../papers/ids.ts'
import { slug } from '../../papers/names.ts'
import { findCurrentId } from '../../papers/store.ts'
import { renderTitle } from '../../papers/text.ts'
import type { Result } from '../../search/search.ts'
import { askedPage } from '../page-number.ts'
import { paths, type Sort } from '../paths.ts'
import type { Site } from '../site.ts'
import { pagesOf } from '../ui/pagination.ts'
import { counted } from '../ui/wording.ts'
import { followedBy } from './library/follow.ts'
import { markPapers } from '../visit/marks.ts'
import { beyondTheEnd, notFound } from './not-found.ts'
import { askingView, searchView } from './search-view.ts'

const HITS_PER_PAGE = 20 // each carries its reasons; and the engine reads every abstract of a page
const RANKING_ENDS = 500 // see `SearchOptions.offset`

/**
 * Not kept by the cache of pages, nor by any other that readers share: an answer changes when the index takes in
 * papers, which is later than when the pages are dropped; what readers ask is different each time and would push
 * out what they have in common; and it is their own affair.
 */
const PRIVATE = 'private, no-cache'

/** GET /papers?q=…. What names one paper leads to its page. */
export function searchPage(site: Site): Handler {
  return async (c) => {
    c.header('cache-control', PRIVATE)
    const query = c.req.query('q') ?? ''
    const sort = sortOf(c.req.query('sort'))
    const number = askedPage(c, paths.search(query, sort))
    if (typeof number !== 'number') return number
    if (query.trim() === '') return c.html(askingView(site))

    const isFirst = number === 1 && sort === 'best'
    const pasted = isFirst ? await pastedPaper(site, query) : null
    if (pasted !== null) return c.redirect(paths.paper(pasted), 302)

    const offset = (number - 1) * HITS_PER_PAGE
    const options = { limit: HITS_PER_PAGE, sort, facets: true, explain: true }
    const result = await site.search.search(query, { ...options, offset })
    const titled = isFirst ? titledSo(query, result) : null
    if (titled !== null) return c.redirect(paths.paper(titled), 302)

    const path = (page: number) => paths.search(query, sort, page)
    const reachable = Math.min(result.total, RANKING_ENDS)
    const pages = pagesOf(reachable, number, path, HITS_PER_PAGE)
    if (!pages) return notFound(c, site, beyondTheEnd(counted(reachable, 'paper'), path(1)))
    const papers = await listByIds(
      site.db,
      result.hits.map(({ id }) => id),
    )
    await markPapers(c, site, papers)
    const following = await followedBy(c, site, { kind: 'search', subject: query })
    return c.html(searchView(site, { query, sort, result, papers, pages, following }))
  }
}

function sortOf(text: string | undefined): Sort {
  return text === 'newest' || text === 'votes' ? text : 'best'
}

/** The paper that a query names by an id or an address, under whatever id it goes by now. Null when there is none. */
async function pastedPaper({ db }: Site, query: string): Promise<string | null> {
  const text = query.trim()
  const page = /^https?:\/\/[^/\s]+\/papers\/(\S+)$/.exec(text)?.[1]
  const name = page === undefined ? text : (readable(page) ?? text)
  const id = parsePaperId(name) ?? (/^[a-z]+:\S+$/.test(name) ? name : null)
  return id === null || id.includes('\0') ? null : findCurrentId(db, id)
}

function readable(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

const WORDS_OF_A_TITLE = 3 // a word or two may be a topic as well

/** The only paper whose whole title was typed, as pages show it or as its source has it. */
function titledSo(query: string, { hits }: Result): string | null {
  const title = slug(renderTitle(query).text)
  if (title.split('-').length < WORDS_OF_A_TITLE) return null
  const titled = hits.filter((hit) => slug(hit.title) === title)
  return titled.length === 1 ? titled[0]!.id : null
}
