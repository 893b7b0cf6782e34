import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import type { HeatRule } from '../../heat/heat.ts'
import { listHot, listTrending, type HotPage } from '../../trending/list-store.ts'
import { USUAL_DAYS, type Topic } from '../../trending/usual-store.ts'
import { askedPage } from '../page-number.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { layout } from '../ui/layout.ts'
import { nextPage, pagesOf, pagination, PAPERS_PER_PAGE, previousPage } from '../ui/pagination.ts'
import { paperCard } from '../ui/paper-card.ts'
import type { Pages } from '../ui/pagination.ts'
import { counted } from '../ui/wording.ts'
import { whyHot } from '../ui/why-hot.ts'
import { followForm } from '../ui/follow-form.ts'
import { followedBy } from './library/follow.ts'
import { markPapers } from '../visit/marks.ts'
import { beyondTheEnd, notFound } from './not-found.ts'

/** What is asked for: the papers of one topic, or of all, by heat or by what is usual in their topic. */
interface Asked {
  topic: string | null
  across: boolean
}

interface View extends Asked {
  page: HotPage
  pages: Pages
  topics: Topic[]
  rule: HeatRule
  now: Date
  following: boolean | null // whether the reader follows the topic
}

/** GET /papers/trending, with ?topic=cs.CL of one topic, with ?by=topic across topics. */
export function trendingPage(site: Site): Handler {
  return async (c) => {
    const topic = c.req.query('topic') || null
    const asked = { topic, across: topic === null && c.req.query('by') === 'topic' }
    const number = askedPage(c, pathOf(asked)())
    return typeof number === 'number' ? show(c, site, asked, number) : number
  }
}

async function show(c: Context, site: Site, asked: Asked, number: number): Promise<Response> {
  const now = site.now()
  const { rule, topics } = await site.usual()
  const options = { now, topic: asked.topic, number, size: PAPERS_PER_PAGE }
  const page = asked.across
    ? await listHot(site.db, await site.across(), options)
    : await listTrending(site.db, options)
  if (asked.topic !== null && page.total === 0) return unknownTopic(c, site, asked.topic)

  await markPapers(c, site, page.papers)
  const pages = pagesOf(page.total, number, pathOf(asked))
  return pages
    ? c.html(
        view(site, {
          ...asked,
          page,
          pages,
          topics,
          rule,
          now,
          following:
            asked.topic === null
              ? null
              : await followedBy(c, site, { kind: 'topic', subject: asked.topic }),
        }),
      )
    : notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), pathOf(asked)()))
}

function pathOf({ topic, across }: Asked): (page?: number) => string {
  if (topic !== null) return (page) => paths.trendingIn(topic, page)
  return across ? paths.trendingAcross : paths.trending
}

function unknownTopic(c: Context, site: Site, topic: string): Response | Promise<Response> {
  return notFound(
    c,
    site,
    html`No paper here has <code>${topic}</code> as its first subject.
      <a href="${paths.trending()}">Trending in all topics</a>`,
  )
}

function view(site: Site, asked: View) {
  const { page, pages, topic } = asked
  const heading = topic === null ? 'Trending papers' : `Trending in ${topic}`
  const head = {
    title: pages.current === 1 ? heading : `${heading}, page ${pages.current}`,
    description: `The research papers that people give most attention right now${topic === null ? '' : `, in ${topic}`}.`,
    ...(page.total > 0 && { canonical: pages.path(pages.current) }),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page trending">
    <h1>${heading}</h1>
    <p class="note">${ruleOf(asked)} <a href="${paths.aboutRanking}">How papers are ranked</a></p>
    ${choices(asked)}
    ${topic === null ? '' : followForm({ kind: 'topic', subject: topic }, asked.following, topic)}
    ${page.total === 0 ? nothingHot(asked) : hotPapers(asked)} ${pagination(pages)}
  </main>`
  return layout(site, head, plainDateline(), content)
}

/** The rule of this list in one sentence. */
function ruleOf({ across, rule }: View): string {
  return across
    ? 'Papers with the most attention for their topic, so that small topics are seen.'
    : `What people gave attention, newest attention first: it counts half after every ${counted(rule.halfLifeHours, 'hour')}.`
}

const TOPICS_SHOWN = 12

function choices({ topic, across, topics }: View) {
  if (topics.length === 0 && topic === null && !across) return '' // nothing to choose from
  const shown = topics.slice(0, TOPICS_SHOWN)
  const isListed = topic === null || shown.some(({ name }) => name === topic)
  return html`<nav class="choices" aria-label="Topics">
    <ul>
      ${choice('All topics', paths.trending(), topic === null && !across)}
      ${topics.length > 0 || across ? choice('Across topics', paths.trendingAcross(), across) : ''}
      ${shown.map(({ name }) => choice(name, paths.trendingIn(name), name === topic))}
      ${isListed ? '' : choice(topic, paths.trendingIn(topic), true)}
    </ul>
  </nav>`
}

function hotPapers({ page, rule, now, across, topics }: View) {
  const usual = new Map(topics.map((each) => [each.name, each]))
  return html`<div class="paper-list">
    ${page.papers.map((paper) =>
      paperCard(paper, {
        foot: whyHot(paper, rule, now, (across && usual.get(paper.categories[0] ?? '')) || null),
      }),
    )}
  </div>`
}

function nothingHot({ across }: View) {
  if (across) {
    return html`<section class="empty">
      <h2>No topics yet</h2>
      <p>
        No paper of the last ${USUAL_DAYS} days has a subject.
        <a href="${paths.trending()}">Trending papers of all kinds</a>
      </p>
    </section>`
  }
  return html`<section class="empty">
    <h2>Nothing is trending yet</h2>
    <p>
      Papers appear here when they are announced, and rise when people give them attention.
      <a href="${paths.papers()}">All papers, newest first</a>
    </p>
  </section>`
}

function choice(label: string, href: string, isCurrent: boolean) {
  return html`<li>
    <a href="${href}" ${isCurrent ? html` aria-current="true"` : ''}>${label}</a>
  </li> `
}
