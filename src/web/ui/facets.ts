import { html } from 'hono/html'
import type { Result } from '../../search/search.ts'
import { paths, type Sort } from '../paths.ts'
import { clause, withClause, withoutClause } from '../query-text.ts'
import { number } from './wording.ts'

type Counts = NonNullable<Result['facets']>

/** Headings, in the order of the rail, and the field that a query asks for each by. */
const FACETS: { key: keyof Counts; heading: string; field: string }[] = [
  { key: 'year', heading: 'Year', field: 'year' },
  { key: 'has', heading: 'With', field: 'has' },
  { key: 'topic', heading: 'Topic', field: 'topic' },
  { key: 'category', heading: 'Subject', field: 'cat' },
  { key: 'source', heading: 'Source', field: 'source' },
]
const SHOWN = 8 // values at once; the rest opens on demand

/** Ways to narrow a search, as links with the number of papers each leaves; those in force lead back. */
export function facets(counts: Counts, query: string, sort: Sort) {
  return FACETS.filter(({ key }) => counts[key].length > 0).map(({ key, heading, field }) => {
    const items = counts[key].map(({ value, count }) => {
      const filter = clause(field, value)
      const without = withoutClause(query, filter)
      return without === null
        ? html`<li>
            <a rel="nofollow" href="${paths.search(withClause(query, filter), sort)}">${value}</a>
            <small>${number(count)}</small>
          </li>`
        : html`<li>
            <a rel="nofollow" href="${paths.search(without, sort)}" aria-current="true"
              >${value} <span class="spoken">(take this filter away)</span
              ><span aria-hidden="true">×</span></a
            >
            <small>${number(count)}</small>
          </li>`
    })
    return html`<section>
      <h2>${heading}</h2>
      <ul>
        ${items.slice(0, SHOWN)}
      </ul>
      ${
        items.length > SHOWN
          ? html`<details>
              <summary>More<span class="spoken"> of ${heading}</span></summary>
              <ul>
                ${items.slice(SHOWN)}
              </ul>
            </details>`
          : ''
      }
    </section>`
  })
}
