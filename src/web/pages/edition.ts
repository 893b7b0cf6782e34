import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { dayOf, monthOf, daysOfMonth, weekOf } from '../../lib/days.ts'
import { listEditions, surroundingDays, type DayCount, type Page } from '../../papers/list-store.ts'
import type { Edition } from '../editions.ts'
import { askedPage } from '../page-number.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { calendar } from '../ui/calendar.ts'
import { editionDateline, type Turn } from '../ui/dateline.ts'
import { plainDay } from '../ui/dates.ts'
import { layout } from '../ui/layout.ts'
import {
  nextPage,
  pagesOf,
  pagination,
  PAPERS_PER_PAGE,
  previousPage,
  type Pages,
} from '../ui/pagination.ts'
import { paperList } from '../ui/paper-list.ts'
import { counted } from '../ui/wording.ts'
import { markPapers } from '../visit/marks.ts'
import { beyondTheEnd, noSuchDate, notFound } from './not-found.ts'

/** GET /papers/date/:date, /papers/week/:date and /papers/month/:date, each with what reads its dates. */
export function datedPage(
  site: Site,
  parse: (date: string) => Edition | null,
): Handler<object, `/papers/${string}/:date`> {
  return (c) => {
    const edition = parse(c.req.param('date'))
    return edition ? showEdition(c, site, edition) : noSuchDate(c, site)
  }
}

/** A permalink never jumps: a day without papers says so in its own place. */
async function showEdition(c: Context, site: Site, edition: Edition): Promise<Response> {
  const number = askedPage(c, edition.path())
  if (typeof number !== 'number') return number

  const page = await listEditions(site.db, edition.days, number, PAPERS_PER_PAGE)
  const pages = pagesOf(page.total, number, edition.path)
  if (!pages) return notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), edition.path()))

  await markPapers(c, site, page.papers)
  const around = await surroundings(site, edition)
  return c.html(editionPage(site, { edition, page, pages, ...around, path: pages.path(number) }))
}

export interface EditionView {
  edition: Edition
  page: Page
  pages: Pages
  path: string // of this page
  before: string | null // the nearest days with papers
  after: string | null
  lastDay: string // of this edition
  counts: DayCount[] // of the days around it
}

/** What lies around an edition. The last day with papers stands for it when one turns from a month to a day. */
export async function surroundings(site: Site, { days }: Edition) {
  const month = daysOfMonth(monthOf(days.to))
  const from = days.from < month.from ? days.from : month.from // a week may begin in the month before
  const { counts, ...neighbours } = await surroundingDays(site.db, days, { from, to: month.to })
  const last = counts.findLast(({ day }) => days.from <= day && day <= days.to)
  return { ...neighbours, counts, lastDay: last?.day ?? days.from }
}

/** The front page is an edition at the address of the site. */
export function editionPage(site: Site, view: EditionView, { isFront = false } = {}) {
  const { edition, page, pages, counts } = view
  const empty = page.total === 0
  const head = {
    ...(isFront ? {} : { title: titleOf(view) }),
    description: `${counted(page.total, 'research paper')} of ${edition.title}.`,
    ...(empty ? {} : { canonical: view.path }),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<div class="page">
    <main id="content">
      ${empty ? emptyEdition(site, view) : paperList(page.papers, pages.current === 1)}
      ${pagination(pages)}
    </main>
    <aside aria-label="Calendar">
      ${calendar(monthOf(edition.days.to), counts, edition.kind === 'Month' ? null : edition.days)}
    </aside>
  </div>`
  return layout(site, head, bar(view, noteOf(site, view, isFront)), content)
}

function titleOf({ edition, pages }: EditionView): string {
  return pages.current === 1 ? edition.title : `${edition.title}, page ${pages.current}`
}

function noteOf(site: Site, { edition, page }: EditionView, isFront: boolean): string {
  const papers = counted(page.total, 'paper')
  if (edition.kind === 'Day' && edition.days.from === dayOf(site.now())) return `Today · ${papers}`
  return isFront ? `The latest edition · ${papers}` : papers
}

function bar({ edition, path, before, after, lastDay }: EditionView, note: string) {
  const kind = edition.kind.toLowerCase()
  return editionDateline({
    heading: edition.title,
    note,
    kind: edition.kind,
    path,
    day: paths.day(lastDay),
    week: paths.week(weekOf(lastDay)),
    month: paths.month(monthOf(lastDay)),
    before: turn(edition, before, `Previous ${kind} with papers`),
    after: turn(edition, after, `Next ${kind} with papers`),
  })
}

function turn(edition: Edition, day: string | null, name: string): Turn | null {
  if (day === null) return null
  const { label, path } = edition.around(day)
  return { href: path, label, name: `${name}: ${label}` }
}

function emptyEdition(site: Site, { edition, before, after }: EditionView) {
  const kind = edition.kind.toLowerCase()
  const isAhead = edition.days.from > dayOf(site.now())
  return html`<section class="empty">
    <h2>${isAhead ? `This ${kind} has not come yet` : `No papers on this ${kind}`}</h2>
    ${before || after ? html`<p>The nearest with papers:</p>` : html`<p>No other ${kind} has papers either.</p>`}
    <ul>
      ${[before, after].map((day) => day && html`<li><a href="${edition.around(day).path}">${edition.kind === 'Day' ? plainDay(day) : edition.around(day).label}</a></li>`)}
    </ul>
  </section>`
}
