import type { Handler } from 'hono'
import { html, raw } from 'hono/html'
import { findPersonBy } from '../../accounts/people-store.ts'
import { hasRole, type Person } from '../../accounts/person.ts'
import { listWrittenBy, type WrittenPaper } from '../../community/authorship-store.ts'
import { listCommentsOf } from '../../community/comments-store.ts'
import type { Comment } from '../../community/comment.ts'
import { dayOf, monthOf } from '../../lib/days.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { longMonth, moment } from '../ui/dates.ts'
import { layout } from '../ui/layout.ts'
import { personOf } from '../visit/visit.ts'
import { notFound } from './not-found.ts'

const COMMENTS_SHOWN = 20
const WRITTEN_SHOWN = 100 // papers: who has more is found as an author

/** GET /people/:handle: what everybody may know of somebody. */
export function personPage(site: Site): Handler<object, '/people/:handle'> {
  return async (c) => {
    const handle = c.req.param('handle')
    const person = await findPersonBy(site.db, 'handle', handle.toLowerCase())
    if (!person) return notFound(c, site, 'Nobody here has this handle.')
    if (person.handle !== handle) return c.redirect(paths.person(person.handle), 301)
    const comments = await listCommentsOf(site.db, person.id, COMMENTS_SHOWN)
    const written = await listWrittenBy(site.db, person.id, WRITTEN_SHOWN)
    return c.html(page(site, { person, comments, written, reader: personOf(c) }))
  }
}

interface PersonView {
  person: Person
  comments: Comment[]
  written: WrittenPaper[]
  reader: Person | null
}

function page(site: Site, { person, comments, written, reader }: PersonView) {
  const { handle, name, role, createdAt } = person
  const content = html`<main id="content" class="page">
    <h1>${name || `@${handle}`}</h1>
    <p class="note">
      @${handle} · here since
      ${longMonth(monthOf(dayOf(createdAt)))}${role === 'reader' ? '' : ` · ${role}`}
    </p>
    ${reader && reader.id !== person.id ? html`<p><a href="${paths.report('person', person.id)}">Report</a></p>` : ''}
    ${hasRole(reader, 'moderator') && reader?.id !== person.id ? html`<p><a href="${paths.block(handle)}">Block</a></p>` : ''}
    ${writings(written)}
    <section class="discussion">
      <h2>Comments</h2>
      ${comments.length === 0 ? html`<p>None so far.</p>` : ''}
      ${comments.map(
        ({ id, html: text, writtenAt }) =>
          html`<article class="comment">
            <h3><a href="${paths.comment(id)}">${moment(writtenAt)}</a></h3>
            <div class="said">${raw(text)}</div>
          </article>`,
      )}
    </section>
  </main>`
  const head = { title: name ? `${name} (@${handle})` : `@${handle}` }
  return layout(site, head, plainDateline(), content)
}

function writings(papers: WrittenPaper[]) {
  if (papers.length === 0) return ''
  return html`<section>
    <h2>Papers</h2>
    <ul>
      ${papers.map(({ id, titleHtml }) => html`<li><a href="${paths.paper(id)}">${raw(titleHtml)}</a></li>`)}
    </ul>
  </section>`
}
