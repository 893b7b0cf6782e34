import { html, raw } from 'hono/html'
import type { ListedPaper } from '../../papers/list-store.ts'
import { paths } from '../paths.ts'
import { shortAuthors } from './authors.ts'
import { byLine } from './by-line.ts'
import { shortDate, timeOf } from './dates.ts'
import type { Html } from './html.ts'
import { safeUrl } from './safe-url.ts'
import { counted } from './wording.ts'

/** What a list says differently of a paper. */
export interface CardOptions {
  lead?: boolean // set larger
  title?: Html // instead of the paper's own
  gist?: Html | null // instead of how its abstract begins
  foot?: Html | '' | null // under everything
}

/** A paper in a list. */
export function paperCard(paper: ListedPaper, { lead, title, gist, foot }: CardOptions = {}) {
  const said = gist ?? paper.opening
  return html`<article class="${lead ? 'card lead' : 'card'}">
    <h2><a href="${paths.paper(paper.id)}">${title ?? raw(paper.titleHtml)}</a></h2>
    ${said ? html`<p class="gist">${said}</p>` : ''} ${byLine(facts(paper))} ${artifacts(paper)}
    ${foot ?? ''}
  </article> `
}

function facts(paper: ListedPaper) {
  return [
    paper.withdrawn && html`<strong class="withdrawn">Withdrawn</strong>`,
    shortAuthors(paper.authors),
    paper.published && timeOf(paper.published, shortDate(paper.published)),
    paper.venue,
    paper.categories[0],
    paper.votes > 0 && counted(paper.votes, 'vote'),
  ]
}

const ARTIFACTS = new Set(['code', 'project'])

/** What a paper gives away besides its text. */
function artifacts({ links }: ListedPaper) {
  const given = links.flatMap(({ url, kind }) => {
    const href = ARTIFACTS.has(kind) && safeUrl(url)
    return href ? [{ href, kind }] : []
  })
  if (given.length === 0) return ''
  return html`<ul class="artifacts">
    ${given.map(({ href, kind }) => html`<li><a rel="external" href="${href}">${kind}</a></li>`)}
  </ul>`
}
