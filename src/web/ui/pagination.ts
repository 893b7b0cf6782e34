import { html } from 'hono/html'
import { number } from './wording.ts'

export const PAPERS_PER_PAGE = 50

/** Where a list stands: which of its pages this is, and how to get to the others. */
export interface Pages {
  current: number
  last: number
  path: (page: number) => string
}

/** Null when a list of `total` papers has no such page. An empty list has its first. */
export function pagesOf(
  total: number,
  current: number,
  path: (page: number) => string,
  size = PAPERS_PER_PAGE,
): Pages | null {
  const last = Math.max(1, Math.ceil(total / size))
  return current <= last ? { current, last, path } : null
}

export function previousPage({ current, path }: Pages): string | null {
  return current > 1 ? path(current - 1) : null
}

export function nextPage({ current, last, path }: Pages): string | null {
  return current < last ? path(current + 1) : null
}

/** Links to the other pages. Nothing when there is one page only. */
export function pagination(pages: Pages) {
  if (pages.last === 1) return ''
  const previous = previousPage(pages)
  const next = nextPage(pages)
  return html`<nav class="pagination" aria-label="Pages">
    ${previous ? html`<a rel="prev" href="${previous}">← Previous</a>` : ''}
    ${shownPages(pages.current, pages.last).map((page) => pageLink(pages, page))}
    ${next ? html`<a rel="next" href="${next}">Next →</a>` : ''}
  </nav>`
}

/** The first, the last, and those around the current one; null where some are left out. */
export function shownPages(current: number, last: number): (number | null)[] {
  const shown = [1, current - 1, current, current + 1, last].filter(
    (page, position, all) => page >= 1 && page <= last && all.indexOf(page) === position,
  )
  return shown
    .toSorted((a, b) => a - b)
    .flatMap((page, position, all) => {
      const gap = page - (all[position - 1] ?? page)
      if (gap <= 1) return [page]
      return gap === 2 ? [page - 1, page] : [null, page]
    })
}

function pageLink({ current, path }: Pages, page: number | null) {
  if (page === null) return html`<span aria-hidden="true">…</span>`
  if (page === current) return html`<a aria-current="page" href="${path(page)}">${number(page)}</a>`
  return html`<a href="${path(page)}" aria-label="Page ${number(page)}">${number(page)}</a>`
}
