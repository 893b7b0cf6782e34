import { html } from 'hono/html'
import { paths } from '../paths.ts'
import { currentMark } from '../visit/marks.ts'
import { formField } from './form-field.ts'

/** Where whoever is signed in keeps a paper, for themselves; nothing for everybody else. `all` also offers the marks. */
export function shelfForm(paper: { id: string; titleText: string }, { all = false } = {}) {
  const mark = currentMark(paper.id)
  if (mark === null) return ''
  const button = (set: string, label: string) =>
    html`<button name="set" value="${set}">
      ${label}<span class="spoken"> ${paper.titleText}</span>
    </button> `
  return html`<form class="shelf" method="post" action="${paths.shelf(paper.id)}">
    ${formField()}
    ${mark.saved ? button('unsaved', 'Take out of library') : button('saved', 'Save')}
    ${all ? (mark.seen ? button('unseen', 'Mark as not seen') : button('seen', 'Mark as seen')) : ''}
    ${all ? (mark.dismissed ? button('interesting', 'Interesting after all') : button('dismissed', 'Not interested')) : ''}
    ${!all && mark.seen ? html`<span class="mark">Seen</span>` : ''}
    ${!all && mark.dismissed ? html`<span class="mark">Not interested</span>` : ''}
  </form>`
}
