import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listByTopic } from '../../../catalogue/topic-store.ts'
import type { Page } from '../../../papers/list-store.ts'
import { TOPICS } from '../../../reading/topic-table.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import { clause } from '../../query-text.ts'
import type { Site } from '../../site.ts'
import { byLine } from '../../ui/by-line.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { followForm } from '../../ui/follow-form.ts'
import { layout } from '../../ui/layout.ts'
import { nextPage, pagesOf, pagination, PAPERS_PER_PAGE, previousPage, type Pages } from '../../ui/pagination.ts' // prettier-ignore
import { paperList } from '../../ui/paper-list.ts'
import { topicName } from '../../ui/topic-name.ts'
import { counted } from '../../ui/wording.ts'
import { markPapers } from '../../visit/marks.ts'
import { followedBy } from '../library/follow.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'

/** GET /topics/:topic */
export function topicPage(site: Site): Handler<object, '/topics/:topic'> {
  return async (c) => {
    const topic = c.req.param('topic')
    const path = (page: number) => paths.topic(topic, page)
    const number = askedPage(c, path(1))
    if (typeof number !== 'number') return number

    const page = await listByTopic(site.db, topic, number, PAPERS_PER_PAGE)
    if (page.total === 0 && !Object.hasOwn(TOPICS, topic)) {
      return notFound(c, site, html`There is no such topic. <a href="${paths.topics()}">All topics</a>`) // prettier-ignore
    }
    const pages = pagesOf(page.total, number, path)
    if (!pages) return notFound(c, site, beyondTheEnd(counted(page.total, 'paper'), path(1)))
    await markPapers(c, site, page.papers)
    const following = await followedBy(c, site, { kind: 'topic', subject: topic })
    return c.html(view(site, topic, page, pages, following))
  }
}

function view(site: Site, topic: string, page: Page, pages: Pages, following: boolean | null) {
  const name = topicName(topic)
  const head = {
    title: pages.current === 1 ? name : `${name}, page ${pages.current}`,
    description: `Research papers on ${name.toLowerCase()}, newest first.`,
    canonical: pages.path(pages.current),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page">
    <h1>${name}</h1>
    ${byLine([
      `${counted(page.total, 'paper')}, newest first`,
      html`<a href="${paths.systems({ topic })}">Systems</a>`,
      html`<a href="${paths.claims({ topic })}">Claims</a>`,
      html`<a href="${paths.search(clause('topic', topic))}">Search in it</a>`,
      html`<a href="${paths.topics()}">All topics</a>`,
    ])}
    ${followForm({ kind: 'topic', subject: topic }, following, name)}
    ${page.total === 0 ? html`<p class="note">No paper here is about it yet.</p>` : paperList(page.papers, false)}
    ${pagination(pages)}
  </main>`
  return layout(site, head, plainDateline(), content)
}
