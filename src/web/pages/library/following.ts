import type { Handler } from 'hono'
import { html } from 'hono/html'
import type { Follow } from '../../../library/follow.ts'
import { titlesOf } from '../../../library/collection-store.ts'
import { listFollows } from '../../../library/follow-store.ts'
import { listNews, markAllRead, type NewsItem, type NewsPage } from '../../../library/news-store.ts'
import { TOPICS } from '../../../reading/topic-table.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { followForm } from '../../ui/follow-form.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { libraryNav } from '../../ui/library-nav.ts'
import { pagesOf, pagination, PAPERS_PER_PAGE, type Pages } from '../../ui/pagination.ts'
import { paperCard } from '../../ui/paper-card.ts'
import { topicName } from '../../ui/topic-name.ts'
import { counted } from '../../ui/wording.ts'
import { markPapers } from '../../visit/marks.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'

/** GET /following: what is new among what the reader follows. */
export function followingPage(site: Site): Handler {
  return async (c) => {
    const number = askedPage(c, paths.following())
    if (typeof number !== 'number') return number

    const person = signedInPerson(c)
    const { id } = person
    const news = await listNews(site.db, id, number, PAPERS_PER_PAGE)
    const pages = pagesOf(news.total, number, paths.following)
    if (!pages) {
      return notFound(c, site, beyondTheEnd(counted(news.total, 'paper'), paths.following()))
    }
    await markPapers(c, site, news.items)
    const follows = await listFollows(site.db, id)
    const titles = await titlesOf(site.db, collectionsIn(follows, news), person)
    return c.html(view(site, { news, pages, follows, titles }))
  }
}

/** POST /following/read: nothing is new any more. */
export function markRead(site: Site): Handler {
  return async (c) => {
    await markAllRead(site.db, signedInPerson(c).id, site.now())
    return c.redirect(paths.following(), 303)
  }
}

function collectionsIn(follows: Follow[], { items }: NewsPage): string[] {
  const all = [...follows, ...items.map((item) => item.because)]
  return [...new Set(all.flatMap(({ kind, subject }) => (kind === 'collection' ? subject : [])))]
}

interface View {
  news: NewsPage
  pages: Pages
  follows: Follow[]
  titles: Map<string, string> // of the collections that the reader follows and may read
}

function view(site: Site, { news, pages, follows, titles }: View) {
  const content = html`<main id="content" class="page account">
    <h1>New among what you follow</h1>
    ${libraryNav(paths.following())} ${news.items.some(({ unread }) => unread) ? readAll() : ''}
    ${news.total === 0 ? nothingYet() : ''}
    <div class="paper-list">
      ${news.items.map((item) => paperCard(item, { foot: because(item, titles) }))}
    </div>
    ${pagination(pages)} ${followed(follows, titles)}
  </main>`
  return layout(site, { title: 'Following' }, plainDateline(), content)
}

function nothingYet() {
  return html`<p>
    Nothing is new yet. Follow authors and <a href="${paths.systems()}">systems</a> on their pages,
    <a href="${paths.topics()}">topics</a>, searches under their results, and
    <a href="${paths.collections}">collections</a>: new papers then appear here.
  </p>`
}

function readAll() {
  return html`<form class="shelf" method="post" action="${paths.newsRead}">
    ${formField()}
    <button>Mark all as read</button>
  </form>`
}

function because({ because: follow, unread }: NewsItem, titles: View['titles']) {
  return html`<p class="because">
    ${unread ? html`<strong>New</strong>, ` : ''}because you follow ${named(follow, titles)}
  </p>`
}

function named({ kind, subject }: Follow, titles: View['titles']) {
  switch (kind) {
    case 'author':
      return html`the author <a href="${paths.author(subject)}">${subject}</a>`
    case 'topic':
      return Object.hasOwn(TOPICS, subject)
        ? html`the topic <a href="${paths.topic(subject)}">${topicName(subject)}</a>`
        : html`the topic <a href="${paths.trendingIn(subject)}">${subject}</a>`
    case 'collection':
      return titles.has(subject)
        ? html`the collection <a href="${paths.collection(subject)}">${titles.get(subject)}</a>`
        : 'a collection that is no longer there'
    case 'search':
      return html`the search <a href="${paths.search(subject, 'newest')}">${subject}</a>`
    default:
      return html`the system <a href="${paths.system(subject)}">${subject}</a>`
  }
}

function followed(follows: Follow[], titles: View['titles']) {
  if (follows.length === 0) return ''
  return html`<section>
    <h2>You follow</h2>
    <ul class="follows">
      ${follows.map((each) => html`<li><span>${named(each, titles)}</span> ${followForm(each, true, titles.get(each.subject) ?? each.subject)}</li>`)}
    </ul>
  </section>`
}
