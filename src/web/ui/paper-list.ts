import { html } from 'hono/html'
import type { ListedPaper } from '../../papers/list-store.ts'
import { paperCard } from './paper-card.ts'

/** Papers two by two, read row by row. With a lead, the first one goes across. */
export function paperList(papers: ListedPaper[], withLead: boolean) {
  return html`<div class="paper-list">
    ${papers.map((paper, position) => paperCard(paper, { lead: withLead && position === 0 }))}
  </div>`
}
