import { html } from 'hono/html'
import type { ListedClaim, YearOfClaims } from '../../../catalogue/claim-store.ts'
import { TOPICS } from '../../../reading/topic-table.ts'
import { VOCABULARY } from '../../../reading/unit-table.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { claimValue } from '../../ui/claim-value.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { shortDate, timeOf } from '../../ui/dates.ts'
import { layout } from '../../ui/layout.ts'
import { marked } from '../../ui/marked.ts'
import { nextPage, pagination, previousPage } from '../../ui/pagination.ts'
import { topicName } from '../../ui/topic-name.ts'
import { wrongLink } from '../../ui/wrong-link.ts'
import { claimsChart } from './claims-chart.ts'
import { claimsPath, type AskedClaims } from './claims.ts'
import { CLAIM_KINDS, nameOfKind } from './kinds.ts'
import { howMany, type TablePage } from './table.ts'
import { choose, downloads, filters, orders, type, wideTable } from './table-page.ts'

export interface ClaimsView extends TablePage<ListedClaim> {
  asked: AskedClaims
  years: YearOfClaims[] // empty without a unit
}

/** The table of claims. Filtered tables are not to be indexed: they are without number. */
export function claimsView(site: Site, view: ClaimsView) {
  const { asked, total, pages, years } = view
  const { metric, unit, kind, topic } = asked.filter
  const isFiltered = [metric, unit, kind, topic].some((value) => value !== null)
  const head = {
    title: pages.current === 1 ? 'Claims' : `Claims, page ${pages.current}`,
    description: 'The numbers that papers claim, each with the sentence it stands in.',
    ...(isFiltered || asked.sort !== 'newest' ? {} : { canonical: pages.path(pages.current) }),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page catalogue">
    <h1>What papers claim</h1>
    <p class="note">
      Numbers of the papers' own, as their abstracts state them. They were read by a program, which
      errs in about one of eight: the sentence is there to check.
    </p>
    ${filterForm(asked)}
    <p class="note" role="status">${howMany(total, 'claim')}</p>
    ${total === 0 ? '' : html`${sorts(asked)} ${unit === null ? '' : claimsChart(unit, years)} ${table(view)}`}
    ${pagination(pages)}
    ${total === 0 ? '' : downloads({ csv: claimsPath(asked, '.csv'), json: claimsPath(asked, '.json') })}
  </main>`
  return layout(site, head, plainDateline(), content)
}

function filterForm({ filter, sort }: AskedClaims) {
  const topics = Object.keys(TOPICS).map((topic): [string, string] => [topic, topicName(topic)])
  return filters(paths.claims(), sort === 'newest' ? {} : { sort }, [
    type('metric', 'Metric', filter.metric),
    type('unit', 'Unit', filter.unit, VOCABULARY),
    choose('kind', 'Kind', CLAIM_KINDS, filter.kind),
    choose('topic', 'Topic', topics, filter.topic),
  ])
}

/** Values of different units are not compared: without a unit there is one order only. */
function sorts(asked: AskedClaims) {
  if (asked.filter.unit === null) {
    return html`<p class="note">Newest first. Choose a unit to order by value.</p>`
  }
  const order = (sort: AskedClaims['sort'], label: string) => ({
    label,
    path: claimsPath({ ...asked, sort }, ''),
    isCurrent: sort === asked.sort,
  })
  return orders([
    order('newest', 'Newest first'),
    order('highest', 'Highest first'),
    order('lowest', 'Lowest first'),
  ])
}

function table({ rows }: ClaimsView) {
  return wideTable(
    'Claims',
    html`<thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">What</th>
          <th scope="col">Sentence</th>
          <th scope="col">Paper</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>`,
  )
}

function row(claim: ListedClaim) {
  return html`<tr>
    <th scope="row" class="value">${claimValue(claim)}</th>
    <td>${what(claim)}</td>
    <td class="sentence">${quotedSentence(claim)}</td>
    <td>
      <a href="${paths.paper(claim.paperId)}">${claim.paperTitle}</a>
      ${claim.published ? html`<small>${timeOf({ at: claim.published, precision: 'day' }, shortDate({ at: claim.published, precision: 'month' }))}</small>` : ''}
      <small>${wrongLink(claim.paperId, 'claim', claim.quote, claim.quoteText)}</small>
    </td>
  </tr> `
}

/** 'accuracy of MapNet, over 18.6 %' and the kind of it. */
function what({ metric, subject, comparator, kind }: ListedClaim) {
  return html`${metric || nameOfKind(kind)}${subject ? html`, ${subject}` : ''}
  ${comparator ? html`<small>compared with ${comparator}</small>` : ''}
  ${metric ? html`<small>${nameOfKind(kind)}</small>` : ''}`
}

function quotedSentence({ sentence, quoteText }: ListedClaim) {
  const at = sentence.indexOf(quoteText)
  return at < 0 ? sentence : marked(sentence, [[at, at + quoteText.length]])
}
