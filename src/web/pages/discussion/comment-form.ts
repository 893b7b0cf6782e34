import { html } from 'hono/html'
import { COMMENT_CHARACTERS_MAX } from '../../../community/comment.ts'
import { paths } from '../../paths.ts'
import { formField } from '../../ui/form-field.ts'

export interface CommentForm {
  paperId: string
  parentId: number | null // the comment that this one answers
  label: string
  button: string
  action?: string // where an edit goes; a new comment otherwise
  text?: string
  problem?: string
}

const ROWS = 5

/** The box that comments are written in. Its label, its help and its problem are tied to it. */
export function commentForm(form: CommentForm) {
  const { paperId, parentId, label, button, text = '', problem } = form
  const id = `comment-text-${parentId ?? 'new'}`
  return html`<form
    class="fields comment-form"
    method="post"
    action="${form.action ?? paths.comments}"
  >
    ${formField()}
    <input type="hidden" name="paper" value="${paperId}" />
    ${parentId === null ? '' : html`<input type="hidden" name="parent" value="${parentId}" />`}
    <p>
      <label for="${id}">${label}</label>
      <textarea
        id="${id}"
        name="text"
        rows="${ROWS}"
        required
        maxlength="${COMMENT_CHARACTERS_MAX}"
        aria-describedby="${id}-help${problem ? ` ${id}-problem` : ''}"
        ${problem ? html`aria-invalid="true"` : ''}
      >
${text}</textarea>
      <small id="${id}-help">Markdown, and formulas between dollars: $O(n^2)$</small>
    </p>
    ${problem ? html`<p id="${id}-problem" class="mistake" role="alert">${problem}</p>` : ''}
    <button>${button}</button>
  </form>`
}
