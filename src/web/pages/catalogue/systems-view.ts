import { html } from 'hono/html'
import type { ListedSystem } from '../../../catalogue/system-store.ts'
import { TOPICS } from '../../../reading/topic-table.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { shortDate, timeOf } from '../../ui/dates.ts'
import { layout } from '../../ui/layout.ts'
import { nextPage, pagination, previousPage } from '../../ui/pagination.ts'
import { topicName } from '../../ui/topic-name.ts'
import { counted, number } from '../../ui/wording.ts'
import { nameOfType, SYSTEM_TYPES } from './kinds.ts'
import { systemsPath, type AskedSystems } from './systems.ts'
import { howMany, type TablePage } from './table.ts'
import { choose, downloads, filters, orders, type, wideTable } from './table-page.ts'

export interface SystemsView extends TablePage<ListedSystem> {
  asked: AskedSystems
}

/** The catalogue of systems. */
export function systemsView(site: Site, view: SystemsView) {
  const { asked, total, pages } = view
  const isFiltered = Object.values(asked.filter).some((value) => value !== null)
  const head = {
    title: pages.current === 1 ? 'Systems' : `Systems, page ${pages.current}`,
    description:
      'Models, methods, datasets and tools, and the papers that introduce and mention them.',
    ...(isFiltered || asked.sort !== 'mentions' ? {} : { canonical: pages.path(pages.current) }),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page catalogue">
    <h1>Systems</h1>
    <p class="note">
      The named things that papers introduce, read from their abstracts by a program. A name stands
      here once, whoever uses it.
    </p>
    ${filterForm(asked)}
    <p class="note" role="status">${howMany(total, 'system')}</p>
    ${total === 0 ? '' : html`${sorts(asked)} ${table(view)}`} ${pagination(pages)}
    ${total === 0 ? '' : downloads({ csv: systemsPath(asked, '.csv'), json: systemsPath(asked, '.json') })}
  </main>`
  return layout(site, head, plainDateline(), content)
}

function filterForm({ filter, sort }: AskedSystems) {
  const topics = Object.keys(TOPICS).map((topic): [string, string] => [topic, topicName(topic)])
  return filters(paths.systems(), sort === 'mentions' ? {} : { sort }, [
    type('q', 'Name', filter.q),
    choose('type', 'Type', SYSTEM_TYPES, filter.type),
    choose('topic', 'Topic', topics, filter.topic),
    type('year', 'Year', filter.year === null ? null : String(filter.year)),
  ])
}

function sorts(asked: AskedSystems) {
  const order = (sort: AskedSystems['sort'], label: string) => ({
    label,
    path: systemsPath({ ...asked, sort }, ''),
    isCurrent: sort === asked.sort,
  })
  return orders([
    order('mentions', 'Most mentioned first'),
    order('newest', 'Newest first'),
    order('name', 'By name'),
  ])
}

function table({ rows }: SystemsView) {
  return wideTable(
    'Systems',
    html`<thead>
        <tr>
          <th scope="col">System</th>
          <th scope="col">Type</th>
          <th scope="col">Mentioned by</th>
          <th scope="col">Introduced by</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>`,
  )
}

function row({
  key,
  name,
  type: kind,
  mentioned,
  introduced,
  firstPaper,
  firstTitle,
  published,
}: ListedSystem) {
  return html`<tr>
    <th scope="row"><a href="${paths.system(key)}">${name}</a></th>
    <td>${nameOfType(kind)}</td>
    <td class="count">${mentioned === 0 ? '–' : number(mentioned)}</td>
    <td>
      <a href="${paths.paper(firstPaper)}">${firstTitle}</a>
      ${published ? html`<small>${timeOf({ at: published, precision: 'month' }, shortDate({ at: published, precision: 'month' }))}</small>` : ''}
      ${introduced > 1 ? html`<small>and ${counted(introduced - 1, 'other paper')}</small>` : ''}
    </td>
  </tr> `
}
