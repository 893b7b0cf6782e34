import { html, raw } from 'hono/html'
import type { ListedPaper } from '../../papers/list-store.ts'
import { paths } from '../paths.ts'
import { shortAuthors } from './authors.ts'
import { byLine } from './by-line.ts'
import { shortDate, timeOf } from './dates.ts'
import type { Html } from './html.ts'
import { safeUrl } from './safe-url.ts'
import { currentMark } from '../visit/marks.ts'
import { shelfForm } from './shelf-form.ts'
import { voteForm } from './vote-form.ts'
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
  const said = gist ?? gistOf(paper)
  return html`<article class="${lead ? 'card lead' : 'card'}">
    <h2><a href="${paths.paper(paper.id)}">${title ?? raw(paper.titleHtml)}</a></h2>
    ${said ? html`<p class="gist">${said}</p>` : ''} ${byLine(facts(paper))} ${artifacts(paper)}
    ${voteForm(paper)} ${shelfForm(paper)} ${foot ?? ''}
  </article> `
}

function facts(paper: ListedPaper) {
  return [
    paper.withdrawn && html`<strong class="withdrawn">Withdrawn</strong>`,
    shortAuthors(paper.authors),
    paper.published && timeOf(paper.published, shortDate(paper.published)),
    paper.venue,
    paper.categories[0],
    paper.votes > 0 && currentMark(paper.id) === null && counted(paper.votes, 'vote'),
  ]
}

/** The sentence that was chosen or written, else how the abstract begins. */
function gistOf({ reading, opening }: ListedPaper): Html | string {
  if (!reading?.gist) return opening
  const { gist, gistHtml, gistBy } = reading
  const said = gistHtml === null ? gist : raw(gistHtml)
  return gistBy === null
    ? said
    : html`${said} <small class="machine">Written by a machine (${gistBy})</small>`
}

/** What the badges say, in their order, of each kind of artifact that an abstract names and of link that a source gives. */
const BADGES: Record<string, string> = {
  code: 'code',
  model: 'model',
  dataset: 'data',
  collection: 'collection',
  demo: 'demo',
  project: 'project',
  website: 'project',
}

/** What a paper gives away besides its text, one badge of each kind. */
function artifacts({ links, reading }: ListedPaper) {
  const given = new Map<string, string>()
  for (const { url, kind } of [...links, ...(reading?.artifacts ?? [])]) {
    const badge = BADGES[kind]
    const href = badge && !given.has(badge) && safeUrl(url)
    if (href) given.set(badge, href)
  }
  if (given.size === 0) return ''
  return html`<ul class="artifacts">
    ${[...new Set(Object.values(BADGES))].map((badge) => given.has(badge) && html`<li><a rel="external" href="${given.get(badge)}">${badge}</a></li>`)}
  </ul>`
}
