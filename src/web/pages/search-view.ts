import { html } from 'hono/html'
import type { FoundPaper } from '../../papers/list-store.ts'
import { parseArxivId } from '../../papers/ids.ts'
import type { Result } from '../../search/search.ts'
import { paths, type Sort } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { facets } from '../ui/facets.ts'
import { followForm } from '../ui/follow-form.ts'
import { layout } from '../ui/layout.ts'
import { markedHtml, snippet } from '../ui/marked.ts'
import { nextPage, pagination, previousPage, type Pages } from '../ui/pagination.ts'
import { paperCard } from '../ui/paper-card.ts'
import { understood } from '../ui/understood.ts'
import { why } from '../ui/why.ts'
import { counted } from '../ui/wording.ts'

export interface SearchView {
  query: string
  sort: Sort
  following: boolean | null // whether the reader follows this search
  result: Result
  papers: FoundPaper[] // of the hits; one that has just been deleted is missing
  pages: Pages
}

const TITLE_LENGTH = 80 // what a tab of a browser shows at most

/** What was found. A search is no place of its own: search engines are told to leave it. */
export function searchView(site: Site, view: SearchView) {
  const { query, sort, result, pages } = view
  const head = {
    title: `${query.slice(0, TITLE_LENGTH).toWellFormed()} – search${pages.current > 1 ? `, page ${pages.current}` : ''}`,
    query,
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<div class="page">
    <main id="content" class="results">
      <h1>${result.total === 0 ? 'No paper found' : `${counted(result.total, 'paper')} found`}</h1>
      ${understood(result, query, sort)} ${result.isComplete ? '' : cutShort()}
      ${result.total === 0 ? nothingFound(view) : html`${sorts(query, sort)} ${followForm({ kind: 'search', subject: query }, view.following, 'this search')} ${hits(view)}`}
      ${pagination(pages)}
    </main>
    ${result.facets && result.total > 0 ? html`<aside class="rail facets" aria-label="Filters">${facets(result.facets, query, sort)}</aside>` : ''}
  </div>`
  return layout(site, head, plainDateline(), content)
}

/** The page of an empty question. */
export function askingView(site: Site) {
  const content = html`<main id="content" class="page">
    <h1>Search</h1>
    <section class="empty">${help()}</section>
  </main>`
  return layout(site, { title: 'Search' }, plainDateline(), content)
}

function cutShort() {
  return html`<p class="notice" role="note">
    Time ran out before every paper was looked at. These are the best found until then; a query of
    fewer or rarer words takes less.
  </p>`
}

const SORTS: { sort: Sort; label: string }[] = [
  { sort: 'best', label: 'Best first' },
  { sort: 'newest', label: 'Newest first' },
  { sort: 'votes', label: 'Most votes first' },
]

function sorts(query: string, current: Sort) {
  return html`<nav class="sorts" aria-label="Order">
    ${SORTS.map(({ sort, label }) => html`<a rel="nofollow" href="${paths.search(query, sort)}" ${sort === current ? html` aria-current="page"` : ''}>${label}</a> `)}
  </nav>`
}

function hits({ result, papers }: SearchView) {
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  return html`<div class="hits">
    ${result.hits.flatMap(({ id, highlights, explanation }) => {
      const paper = byId.get(id)
      if (!paper) return []
      const title = markedHtml(paper.titleHtml, paper.titleText, highlights.title)
      const gist = snippet(paper.abstractText, highlights.abstract)
      return [paperCard(paper, { title, gist, foot: explanation && why(explanation) })]
    })}
  </div>`
}

function nothingFound({ query, result }: SearchView) {
  const arxivId = parseArxivId(query)
  const { words, clauses } = result.understood
  return html`<section class="empty">
    ${arxivId ? html`<p>arXiv may have it: <a rel="external" href="https://arxiv.org/abs/${arxivId}">arxiv.org/abs/${arxivId}</a></p>` : ''}
    ${words.length > 0 && clauses.length > 0 ? html`<p><a href="${paths.search(words.join(' '))}">Search without the filters</a></p>` : ''}
    ${help()}
  </section>`
}

const EXAMPLES = [
  ['mixture of experts', 'papers about it, also in other words'],
  ['how do models learn from few examples?', 'a question in a sentence works'],
  ['"chain of thought"', 'these words in this order'],
  ['distillation -survey', 'without a word'],
  ['author:"Ada Example"', 'by a person; title: and abstract: look there alone'],
  ['diffusion year:2023..2025 has:code', 'of some years, with code, data or a model'],
  ['cat:cs.CL retrieval', 'in a subject'],
] as const

function help() {
  return html`<h2>Ways to ask</h2>
    <dl class="ways">
      ${EXAMPLES.map(
        ([query, does]) =>
          html`<dt><a href="${paths.search(query)}">${query}</a></dt>
            <dd>${does}</dd> `,
      )}
    </dl>
    <p>
      An arXiv id, a DOI, an address or a whole title leads to the paper. All of it can be combined,
      and nothing you type is an error. <a href="${paths.papers()}">All papers, newest first</a>
    </p>`
}
