import type { Context, Handler } from 'hono'
import { html, raw } from 'hono/html'
import { hidePaper, isReason, restorePaper } from '../../../community/moderation.ts'
import { listHidden, type HiddenPaper } from '../../../papers/hidden-store.ts'
import { findCurrentId, findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { notFound } from '../not-found.ts'
import { hidingForm } from './hide.ts'

const HIDDEN_SHOWN = 200 // the others are reached from the public log

/** GET /moderation/papers: what is hidden, to look at it again. */
export function hiddenPapersPage(site: Site): Handler {
  return async (c) => {
    const papers = await listHidden(site.db, HIDDEN_SHOWN)
    const content = html`<main id="content" class="page">
      <h1>Hidden papers</h1>
      ${papers.length === 0 ? html`<p>No paper is hidden.</p>` : papers.map(hiddenCase)}
    </main>`
    return c.html(layout(site, { title: 'Hidden papers' }, plainDateline(), content))
  }
}

function hiddenCase({ id, titleHtml, reason }: HiddenPaper) {
  return html`<section class="case">
    <h2><a href="${paths.paper(id)}">${raw(titleHtml)}</a></h2>
    <p>${reason}</p>
    ${restoringForm(id)}
  </section>`
}

/** GET /moderation/papers/:id: asks why, or leads to a paper that is hidden already. */
export function hidePaperPage(site: Site): Handler<object, '/moderation/papers/:id{.+}'> {
  return async (c) => {
    const id = await findCurrentId(site.db, c.req.param('id'))
    if (id === null) return noPaper(c, site)
    const paper = await findPaper(site.db, id)
    if (!paper) return c.redirect(paths.paper(id), 303)
    const content = html`<main id="content" class="page">
      <h1>Hide a paper</h1>
      <p><a href="${paths.paper(id)}">${raw(paper.titleHtml)}</a></p>
      <p>
        Its page will say that it is hidden, and nothing else will show it: no list, search, feed or
        mail. Votes and comments are kept, and you can show it again.
      </p>
      ${hidingForm(paths.moderatePaper(id), 'paper')}
    </main>`
    return c.html(layout(site, { title: 'Hide a paper' }, plainDateline(), content))
  }
}

/** POST /moderation/papers/:id with a reason, or with do=restore. Sent again, it changes nothing. */
export function moderatePaper(site: Site): Handler<object, '/moderation/papers/:id{.+}'> {
  return async (c) => {
    const fields = await formFields(c, 'do', 'reason')
    const id = await findCurrentId(site.db, c.req.param('id')) // it may have merged since the page was opened
    if (id === null) return noPaper(c, site)
    if (fields.do === 'restore') await restorePaper(site.db, id, site.now())
    else if (isReason(fields.reason)) await hidePaper(site.db, id, fields.reason, site.now())
    else return noPaper(c, site)
    return c.redirect(paths.paper(id), 303)
  }
}

/** Sent, the paper is there again for everybody. */
export function restoringForm(id: string) {
  return html`<form class="fields" method="post" action="${paths.moderatePaper(id)}">
    ${formField()}
    <p><button name="do" value="restore">Show the paper again</button></p>
  </form>`
}

function noPaper(c: Context, site: Site) {
  return notFound(c, site, 'There is no such paper, or no such reason.')
}
