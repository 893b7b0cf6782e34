import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { hide, isReason, REASONS, restore } from '../../../community/moderation.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { notFound } from '../not-found.ts'

/** GET /comments/:id/hide */
export function hidePage(site: Site): Handler<object, '/comments/:id/hide'> {
  return (c) => {
    const id = idOf(c)
    const content = html`<main id="content" class="page">
      <h1>Hide a comment</h1>
      <p><a href="${paths.comment(id)}">Look at it again</a></p>
      ${hidingForm(paths.commentHide(id), 'comment')}
    </main>`
    return c.html(layout(site, { title: 'Hide a comment' }, plainDateline(), content))
  }
}

/** POST /comments/:id/hide */
export function hideComment(site: Site): Handler<object, '/comments/:id/hide'> {
  return async (c) => {
    const { reason } = await formFields(c, 'reason')
    const isHidden = isReason(reason) && (await hide(site.db, idOf(c), reason, site.now()))
    return isHidden ? c.redirect(paths.comment(idOf(c)), 303) : nothingToHide(c, site)
  }
}

/** POST /comments/:id/restore */
export function restoreComment(site: Site): Handler<object, '/comments/:id/restore'> {
  return async (c) =>
    (await restore(site.db, idOf(c), site.now()))
      ? c.redirect(paths.comment(idOf(c)), 303)
      : nothingToHide(c, site)
}

/** Why it goes; sent to `action`, it is out of sight. */
export function hidingForm(action: string, what: 'comment' | 'collection' | 'paper') {
  const field = `reason-${action.replace(/\W+/g, '-')}`
  return html`<form class="fields" method="post" action="${action}">
    ${formField()}
    <p>
      <label for="${field}">Why it is hidden, for everybody to read</label>
      <select id="${field}" name="reason">
        ${REASONS.map((reason) => html`<option>${reason}</option>`)}
      </select>
    </p>
    <button>Hide the ${what}</button>
  </form>`
}

/** 0, which no comment has, for what is no number. */
function idOf(c: Context): number {
  return rowNumber(c.req.param('id') ?? '') ?? 0
}

function nothingToHide(c: Context, site: Site) {
  return notFound(c, site, 'There is no such comment, or it has been deleted.')
}
