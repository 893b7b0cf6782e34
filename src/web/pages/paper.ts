import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { findPaperFindings } from '../../catalogue/paper-findings-store.ts'
import { parsePaperId } from '../../papers/ids.ts'
import type { Paper } from '../../papers/paper.ts'
import { findCurrentId, findHidden, findPaper } from '../../papers/store.ts'
import { SearchUnavailable, type Hit } from '../../search/search.ts'
import { paperBibtex } from '../formats/bibtex.ts'
import { paperMarkdown } from '../formats/markdown.ts'
import { askedPage } from '../page-number.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { listVoters } from '../../trending/voters-store.ts'
import { listOwnCollections } from '../../library/collection-store.ts'
import { personOf } from '../visit/visit.ts'
import { markPapers } from '../visit/marks.ts'
import { commentFeed } from './discussion/feed.ts'
import { readDiscussion } from './discussion/read-discussion.ts'
import { hiddenPaper } from './hidden-paper.ts'
import { notFound, unknownPaper } from './not-found.ts'
import { paperView } from './paper-view.ts'

/**
 * GET /papers/:id, /papers/:id.md, /papers/:id.bib and /papers/:id.atom, the feed of its discussion. An id may hold slashes, as in 'hep-th/9901001'.
 * Former ids, versions and names that others use ('arXiv:2406.01234v2') lead to the one page of the paper. Of one that a
 * moderator has hidden, the page says no more than that.
 */
export function paperPage(site: Site): Handler<object, '/papers/:id{.+}'> {
  return async (c) => {
    const readings = readingsOf(c.req.param('id'))
    for (const { id, format } of readings) {
      const paper = await findPaper(site.db, id)
      if (paper) return format.answer(c, site, paper)
    }
    for (const { id, format } of readings) {
      const current = await findCurrentId(site.db, parsePaperId(id) ?? id)
      const hidden = current === id ? await findHidden(site.db, id) : null
      if (hidden) return hiddenPaper(c, site, hidden, { page: format === PAGE })
      if (current !== null && current !== id) return c.redirect(format.path(current), 301)
    }
    return unknownPaper(c, site, readings.at(-1)!.id)
  }
}

interface Format {
  suffix: string
  path: (id: string) => string
  answer: (c: Context, site: Site, paper: Paper) => Response | Promise<Response>
}

const SIMILAR_PAPERS = 5

const PAGE: Format = {
  suffix: '',
  path: paths.paper,
  answer: async (c, site, paper) => {
    const number = askedPage(c, paths.paper(paper.id))
    if (typeof number !== 'number') return number
    const talk = await readDiscussion(c, site, paper.id, number)
    if (!talk) return notFound(c, site, beyondDiscussion(paper.id))
    const similar = await similarTo(site, paper)
    if (similar === null) c.header('cache-control', 'no-store') // the next reader may get them
    const voters = paper.votes > 0 ? await listVoters(site.db, paper.id) : []
    await markPapers(c, site, [paper])
    const findings = await findPaperFindings(site.db, paper.id)
    const person = personOf(c)
    const own = person ? await listOwnCollections(site.db, person.id) : []
    return c.html(paperView(site, paper, findings, similar ?? [], voters, talk, own))
  },
}

function beyondDiscussion(id: string) {
  return html`This discussion ends earlier. <a href="${paths.paper(id)}">To its first page</a>`
}

/** Null while search cannot answer: the paper can be read all the same. */
async function similarTo({ search }: Site, { id }: Paper): Promise<Hit[] | null> {
  try {
    return await search.similar(id, SIMILAR_PAPERS)
  } catch (error) {
    if (error instanceof SearchUnavailable) return null
    throw error
  }
}

const FORMATS: Format[] = [
  {
    suffix: '.md',
    path: paths.paperMarkdown,
    answer: (c, site, paper) =>
      text(c, 'text/markdown', paperMarkdown(paper, site.publicUrl + paths.paper(paper.id))),
  },
  {
    suffix: '.bib',
    path: paths.paperBibtex,
    answer: (c, _, paper) => text(c, 'application/x-bibtex', paperBibtex(paper)),
  },
  {
    suffix: '.atom',
    path: paths.paperFeed,
    answer: async (c, site, paper) =>
      text(c, 'application/atom+xml', await commentFeed(site, paper)),
  },
]

/** The whole name first: an id may end in a suffix of ours, as 'doi:10.1/readme.md' does. */
function readingsOf(name: string): { id: string; format: Format }[] {
  return [PAGE, ...FORMATS]
    .filter(({ suffix }) => name.endsWith(suffix))
    .map((format) => ({ id: name.slice(0, name.length - format.suffix.length), format }))
}

function text(c: Context, type: string, body: string): Response {
  return c.body(body, 200, { 'content-type': `${type}; charset=utf-8` })
}
