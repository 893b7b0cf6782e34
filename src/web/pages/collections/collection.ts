import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { hasRole, type Person } from '../../../accounts/person.ts'
import {
  collectionText,
  mayChange,
  mayRead,
  noteText,
  type Collection,
} from '../../../library/collection.ts'
import {
  changeCollection,
  deleteCollection,
  findCollection,
  listCollected,
  putPaper,
  removePaper,
  type NotedPaper,
} from '../../../library/collection-store.ts'
import { logChange } from '../../../library/moderate-collection.ts'
import { isFollowing } from '../../../library/follow-store.ts'
import { tellFollowers } from '../../../library/news-store.ts'
import { findCurrentId } from '../../../papers/store.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { followForm } from '../../ui/follow-form.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { pagesOf, pagination, PAPERS_PER_PAGE, type Pages } from '../../ui/pagination.ts'
import { paperCard } from '../../ui/paper-card.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { markPapers } from '../../visit/marks.ts'
import { cameFrom } from '../../visit/own-path.ts'
import { personOf } from '../../visit/visit.ts'
import { beyondTheEnd, notFound, unknownAddress } from '../not-found.ts'
import { changing, moderating } from './change.ts'
import { FRESH, makerName } from './list.ts'

/** GET /collections/:id. What one may not read is no page, so that nobody learns that it is there. */
export function collectionPage(site: Site): Handler<object, '/collections/:id'> {
  return async (c) => {
    c.header('cache-control', FRESH)
    const collection = await findCollection(site.db, c.req.param('id'))
    if (!collection || !mayRead(collection, personOf(c))) return unknownAddress(site)(c)
    const path = (page?: number) => paths.collection(collection.id, page)
    const number = askedPage(c, path())
    if (typeof number !== 'number') return number
    const pages = pagesOf(collection.papers, number, path)
    if (!pages) return notFound(c, site, beyondTheEnd(counted(collection.papers, 'paper'), path()))

    const papers = await listCollected(site.db, collection.id, number, PAPERS_PER_PAGE)
    await markPapers(c, site, papers)
    return c.html(
      view(site, { collection, papers, pages, ...(await readerOf(c, site, collection)) }),
    )
  }
}

async function readerOf(c: Context, site: Site, collection: Collection) {
  const person = personOf(c)
  const follow = { kind: 'collection' as const, subject: collection.id }
  return {
    reader: person,
    mayChange: mayChange(collection, person),
    following: person ? await isFollowing(site.db, person.id, follow) : null,
  }
}

/** POST /collections/:id, by whoever may change it: changes or deletes it, adds or removes a paper. */
export function changeCollectionPage(site: Site): Handler<object, '/collections/:id'> {
  return async (c) => {
    const collection = await findCollection(site.db, c.req.param('id'))
    if (!collection || !mayChange(collection, personOf(c))) return unknownAddress(site)(c)
    const fields = await formFields(c, 'do', 'title', 'description', 'visibility', 'paper', 'note')
    if (fields.do === 'delete') {
      await deleteCollection(site.db, collection.id)
      if (collection.personId === null) await logChange(site.db, 'deleted', null, site.now())
      return c.redirect(paths.collections, 303)
    }
    const problem = await change(site, collection, fields)
    return problem === null
      ? c.redirect(cameFrom(c) ?? paths.collection(collection.id), 303)
      : notFound(c, site, problem)
  }
}

type Fields = Record<'do' | 'title' | 'description' | 'visibility' | 'paper' | 'note', string>

/** Null when it is done, else what was wrong. */
async function change(
  site: Site,
  { id, personId, visibility, hiddenReason }: Collection,
  fields: Fields,
): Promise<string | null> {
  const now = site.now()
  const paperId = await findCurrentId(site.db, fields.paper)
  if (fields.do === 'add') {
    const note = noteText(fields.note)
    const added = paperId !== null && (await putPaper(site.db, id, { paperId, note }, now))
    if (!added) return 'No paper here goes by this name, or the collection is full.'
    if (visibility !== 'private' && hiddenReason === null)
      await tellFollowers(site.db, { kind: 'collection', subject: id }, [paperId], now)
  }
  if (fields.do === 'remove' && paperId !== null) await removePaper(site.db, id, paperId, now)
  if (fields.do === 'change') {
    const text = collectionText(fields)
    if (text === null) return 'A collection needs a title.'
    await changeCollection(site.db, id, text, now)
  }
  if (personId === null) await logChange(site.db, 'changed', paperId, now)
  return null
}

interface View {
  collection: Collection
  papers: NotedPaper[]
  pages: Pages
  reader: Person | null
  mayChange: boolean
  following: boolean | null
}

function view(site: Site, asked: View) {
  const { collection, papers, pages, mayChange: isTheirs } = asked
  const { title, handle, visibility, description, hiddenReason } = collection
  const isListed = visibility === 'public' && hiddenReason === null
  const head = {
    title,
    ...(isListed && { canonical: pages.path(pages.current) }),
    ...(description && { description: description.replace(/\s+/g, ' ').slice(0, 200) }),
  }
  const content = html`<main id="content" class="page account">
    <h1>${title}</h1>
    <p class="by-line">
      ${counted(collection.papers, 'paper')}, collected by
      ${makerName(handle)}${visibility === 'public' ? '' : ` (${visibility})`}
    </p>
    ${hiddenReason === null ? '' : html`<p class="mistake">A moderator has hidden this collection from everybody else: ${hiddenReason}.</p>`}
    ${description.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`)} ${tools(asked)}
    <div class="paper-list">
      ${papers.map((paper) => paperCard(paper, { foot: noteOf(collection, paper, isTheirs) }))}
    </div>
    ${pagination(pages)}
  </main>`
  return layout(site, head, plainDateline(), content)
}

/** What this reader can do with the collection. */
function tools({ collection, reader, mayChange: isTheirs, following }: View) {
  const { id, personId, title } = collection
  const isOwn = reader !== null && reader.id === personId
  return html`${isTheirs ? changing(collection) : ''}
  ${isOwn ? '' : followForm({ kind: 'collection', subject: id }, following, title)}
  ${reader && !isOwn ? html`<p class="note"><a href="${paths.report('collection', id)}">Report this collection</a></p>` : ''}
  ${hasRole(reader, 'moderator') && !isOwn ? moderating(collection) : ''}`
}

function noteOf(
  { id }: Collection,
  { id: paperId, titleText, note }: NotedPaper,
  isTheirs: boolean,
) {
  const said = note === '' ? '' : html`<p class="collected">${note}</p>`
  if (!isTheirs) return said
  return html`${said}
    <form class="shelf" method="post" action="${paths.collection(id)}">
      ${formField()}
      <input type="hidden" name="paper" value="${paperId}" />
      <button name="do" value="remove">Remove<span class="spoken"> ${titleText}</span></button>
    </form>`
}
