import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../../ui/html.ts'
import { isReaction, type Comment } from '../../../community/comment.ts'
import {
  deleteComment,
  findComment,
  listVersions,
  pageOfComment,
} from '../../../community/comments-store.ts'
import { react } from '../../../community/reaction-store.ts'
import { say, sayAgain } from '../../../community/say.ts'
import { findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { notFound, unknownPaper } from '../not-found.ts'
import { commentForm, type CommentForm } from './comment-form.ts'

/** Comments of a discussion that one page shows. */
export const COMMENTS_PER_PAGE = 50

/** POST /comments */
export function addComment(site: Site): Handler {
  return async (c) => {
    const { paper: paperId, parent, text } = await formFields(c, 'paper', 'parent', 'text')
    const paper = await findPaper(site.db, paperId)
    if (!paper) return unknownPaper(c, site, paperId)

    const target = { paperId, parentId: parent === '' ? null : (rowNumber(parent) ?? 0) }
    const said = await say(site.db, signedInPerson(c), target, text, paths.person, site.now())
    if ('id' in said) return goTo(c, site, { id: said.id, paperId })
    const form = {
      ...target,
      label: 'Your comment',
      button: 'Comment',
      text,
      problem: said.problem,
    }
    return c.html(formPage(site, 'Your comment', form), 422)
  }
}

/** GET /comments/:id leads to where the comment stands. */
export function commentPlace(site: Site): Handler<object, '/comments/:id'> {
  return (c) => withComment(c, site, (comment) => goTo(c, site, comment))
}

/** GET /comments/:id/edit */
export function editCommentPage(site: Site): Handler<object, '/comments/:id/edit'> {
  return (c) =>
    withOwnComment(c, site, (comment) =>
      c.html(formPage(site, 'Edit your comment', editing(comment), deleting(comment))),
    )
}

/** POST /comments/:id/edit */
export function changeComment(site: Site): Handler<object, '/comments/:id/edit'> {
  return (c) =>
    withOwnComment(c, site, async (comment) => {
      const { text } = await formFields(c, 'text')
      const person = signedInPerson(c)
      const said = await sayAgain(site.db, person, comment.id, text, paths.person, site.now())
      if ('id' in said) return goTo(c, site, comment)
      const form = { ...editing(comment), text, problem: said.problem }
      return c.html(formPage(site, 'Edit your comment', form, deleting(comment)), 422)
    })
}

/** POST /comments/:id/delete */
export function removeComment(site: Site): Handler<object, '/comments/:id/delete'> {
  return (c) =>
    withOwnComment(c, site, async (comment) => {
      await deleteComment(site.db, comment.id, signedInPerson(c).id, site.now())
      return goTo(c, site, comment)
    })
}

/** POST /comments/:id/reaction. `on` or `off` names the sign: sent twice, it changes nothing. */
export function reactToComment(site: Site): Handler<object, '/comments/:id/reaction'> {
  return (c) =>
    withComment(c, site, async (comment) => {
      const fields = await formFields(c, 'on', 'off')
      const sign = fields.on || fields.off
      const personId = signedInPerson(c).id
      if (isReaction(sign)) {
        await react(site.db, { comment, personId, sign, on: fields.on !== '', at: site.now() })
      }
      return goTo(c, site, comment)
    })
}

/** GET /comments/:id/history */
export function commentHistory(site: Site): Handler<object, '/comments/:id/history'> {
  return (c) =>
    withComment(c, site, async (comment) => {
      const paper = await findPaper(site.db, comment.paperId)
      const isShown = comment.state === 'shown' && paper !== null // what was taken away is not to be read here either
      const versions = isShown ? await listVersions(site.db, comment.id) : []
      const content = html`<main id="content" class="page">
        <h1>What this comment said before</h1>
        <p><a href="${paths.comment(comment.id)}">Back to the comment</a></p>
        ${versions.map(
          ({ writtenAt, body }) =>
            html`<section>
              <h2>${moment(writtenAt)}</h2>
              <pre class="before">${body}</pre>
            </section>`,
        )}
      </main>`
      return c.html(
        layout(site, { title: 'Earlier versions of a comment' }, plainDateline(), content),
      )
    })
}

type Answer = Response | Promise<Response>

async function withComment(
  c: Context,
  site: Site,
  answer: (comment: Comment) => Answer,
): Promise<Response> {
  const id = rowNumber(c.req.param('id') ?? '')
  const comment = id === null ? null : await findComment(site.db, id)
  if (comment) return answer(comment)
  return notFound(c, site, 'There is no such comment. It may never have been.')
}

/** Others are told as if there were no such comment to edit: there is none for them. */
function withOwnComment(
  c: Context,
  site: Site,
  answer: (comment: Comment) => Answer,
): Promise<Response> {
  return withComment(c, site, (comment) =>
    comment.state === 'shown' && comment.author?.id === signedInPerson(c).id
      ? answer(comment)
      : notFound(c, site, 'This comment is not one that you can change.'),
  )
}

type Place = Pick<Comment, 'id' | 'paperId'>

async function goTo(c: Context, site: Site, { id, paperId }: Place): Promise<Response> {
  const page = await pageOfComment(site.db, id, COMMENTS_PER_PAGE)
  return c.redirect(`${paths.discussion(paperId, page)}#comment-${id}`, 303)
}

function editing({ id, paperId, body }: Comment): CommentForm {
  const action = paths.commentEdit(id)
  return { paperId, parentId: null, label: 'Your comment', button: 'Save', action, text: body }
}

function deleting({ id }: Comment) {
  return html`<form class="fields" method="post" action="${paths.commentDelete(id)}">
    ${formField()}
    <p>
      Deleting takes away what you said. That something was said stays, so that answers make sense.
    </p>
    <button>Delete</button>
  </form>`
}

function formPage(site: Site, title: string, form: CommentForm, more: Html | '' = '') {
  const content = html`<main id="content" class="page">
    <h1>${title}</h1>
    <p><a href="${paths.paper(form.paperId)}">Back to the paper</a></p>
    ${commentForm(form)} ${more}
  </main>`
  return layout(site, { title }, plainDateline(), content)
}
