import { html, raw } from 'hono/html'
import { hasRole, type Person } from '../../../accounts/person.ts'
import { REACTIONS, type Comment } from '../../../community/comment.ts'
import { paths } from '../../paths.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { personLink } from '../../ui/person-link.ts'
import { commentForm } from './comment-form.ts'

/** What some people are to the paper, by the id of the person: 'Author', 'Submitter'. */
export type Roles = ReadonlyMap<string, string>

/** One comment with what its reader may do about it. */
export function commentView(comment: Comment, reader: Person | null, roles: Roles) {
  return html`<article id="comment-${comment.id}" class="comment" data-depth="${comment.depth}">
    ${heading(comment, roles)} ${said(comment)}
    ${comment.state === 'shown' ? html`${reactions(comment, reader)} ${tools(comment, reader)}` : ''}
    ${comment.state === 'hidden' && hasRole(reader, 'moderator') ? restoring(comment) : ''}
  </article>`
}

function heading({ id, author, writtenAt, editedAt, state }: Comment, roles: Roles) {
  const role = author && roles.get(author.id)
  return html`<h3>
    ${state === 'deleted' ? 'A comment' : personLink(author)}
    ${role ? html`<span class="badge">${role}</span>` : ''}
    <small>
      <a href="${paths.comment(id)}">${moment(writtenAt)}</a>
      ${editedAt && state === 'shown' ? html`· <a href="${paths.commentHistory(id)}">edited</a>` : ''}
    </small>
  </h3>`
}

function said({ state, html: text, hiddenReason }: Comment) {
  if (state === 'deleted') return html`<p class="note">Deleted by its author.</p>`
  if (state === 'hidden') return html`<p class="note">Hidden by a moderator: ${hiddenReason}</p>`
  return html`<div class="said">${raw(text)}</div>`
}

function reactions({ id, reactions: given }: Comment, reader: Person | null) {
  if (!reader) {
    if (given.length === 0) return ''
    return html`<ul class="reactions" aria-label="Reactions">
      ${given.map(({ sign, count }) => html`<li>${sign} <b>${count}</b></li>`)}
    </ul>`
  }
  return html`<form class="reactions" method="post" action="${paths.commentReaction(id)}">
    ${formField()}
    ${REACTIONS.map((sign) => {
      const { count, mine } = given.find((one) => one.sign === sign) ?? { count: 0, mine: false }
      return html`<button name="${mine ? 'off' : 'on'}" value="${sign}" aria-pressed="${mine}">
        ${sign} ${count > 0 ? html`<b>${count}</b>` : ''}
      </button>`
    })}
  </form>`
}

function tools(comment: Comment, reader: Person | null) {
  const { id, paperId, author } = comment
  if (!reader) return ''
  const isMine = author?.id === reader.id
  return html`<div class="tools">
    <details>
      <summary>Reply</summary>
      ${commentForm({ paperId, parentId: id, label: 'Your answer', button: 'Reply' })}
    </details>
    ${isMine ? html`<a href="${paths.commentEdit(id)}">Edit or delete</a>` : html`<a href="${paths.report('comment', id)}">Report</a>`}
    ${hasRole(reader, 'moderator') && !isMine ? html`<a href="${paths.commentHide(id)}">Hide</a>` : ''}
  </div>`
}

function restoring({ id }: Comment) {
  return html`<form class="fields" method="post" action="${paths.commentRestore(id)}">
    ${formField()} <button>Show again</button>
  </form>`
}
