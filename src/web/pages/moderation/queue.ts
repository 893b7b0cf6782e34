import type { Handler } from 'hono'
import { html, raw } from 'hono/html'
import { findPersonBy } from '../../../accounts/people-store.ts'
import { findComment } from '../../../community/comments-store.ts'
import {
  listCases,
  settleCase,
  type Case,
  type ReportKind,
} from '../../../community/moderation-store.ts'
import { findCollection } from '../../../library/collection-store.ts'
import { findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { makerName } from '../collections/list.ts'
import { hidingForm } from './hide.ts'

const CASES_SHOWN = 50

/** GET /moderation: what readers reported and nobody has looked at, the oldest first. */
export function moderationQueue(site: Site): Handler {
  return async (c) => {
    const cases = await listCases(site.db, CASES_SHOWN)
    const views = await Promise.all(cases.map((one) => caseView(site, one)))
    const content = html`<main id="content" class="page">
      <h1>Reports</h1>
      <p>
        <a href="${paths.moderationVotes}">Votes that wait</a> ·
        <a href="${paths.moderationAuthors}">Authors</a> ·
        <a href="${paths.hiddenPapers}">Hidden papers</a> ·
        <a href="${paths.moderationLog()}">The public log</a>
      </p>
      ${cases.length === 0 ? html`<p>Nothing waits for you.</p>` : views}
    </main>`
    return c.html(layout(site, { title: 'Reports' }, plainDateline(), content))
  }
}

const KINDS: readonly string[] = ['comment', 'paper', 'person', 'collection'] satisfies ReportKind[]

/** POST /moderation/settle: the case is closed and what was reported stays as it is. */
export function settle(site: Site): Handler {
  return async (c) => {
    const { kind, subject } = await formFields(c, 'kind', 'subject')
    if (isKind(kind)) await settleCase(site.db, { kind, subject, at: site.now() })
    return c.redirect(paths.moderation, 303)
  }
}

function isKind(text: string): text is ReportKind {
  return KINDS.includes(text)
}

async function caseView(site: Site, one: Case) {
  const { kind, subject, reasons, since } = one
  return html`<section class="case">
    ${await subjectView(site, one)}
    <p>Reported by ${counted(reasons.length, 'reader')}, first ${moment(since)}:</p>
    <ul>
      ${reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>
    ${kind === 'comment' ? hidingForm(paths.commentHide(Number(subject)), kind) : ''}
    ${kind === 'collection' ? hidingForm(paths.collectionHide(subject), kind) : ''}
    ${kind === 'paper' ? hidingForm(paths.moderatePaper(subject), kind) : ''}
    <form class="fields" method="post" action="${paths.moderationSettle}">
      ${formField()} <input type="hidden" name="kind" value="${kind}" />
      <input type="hidden" name="subject" value="${subject}" />
      <button>Leave it as it is</button>
    </form>
  </section>`
}

/** What was reported, so that it can be judged where it is listed. */
async function subjectView(site: Site, { kind, subject }: Case) {
  if (kind === 'comment') {
    const comment = await findComment(site.db, Number(subject))
    if (!comment) return html`<h2>A comment that is gone</h2>`
    return html`<h2>
        <a href="${paths.comment(comment.id)}"
          >A comment by ${comment.author ? `@${comment.author.handle}` : 'a former reader'}</a
        >
      </h2>
      <div class="said">${raw(comment.html)}</div>`
  }
  if (kind === 'paper') {
    const paper = await findPaper(site.db, subject)
    return html`<h2>
      <a href="${paths.paper(subject)}">${paper ? raw(paper.titleHtml) : 'A paper that is gone'}</a>
    </h2>`
  }
  if (kind === 'collection') {
    const collection = await findCollection(site.db, subject)
    if (!collection) return html`<h2>A collection that is gone</h2>`
    return html`<h2><a href="${paths.collection(subject)}">${collection.title}</a></h2>
      <p>A collection by ${makerName(collection.handle)}</p>
      <p>${collection.description}</p>`
  }
  const person = await findPersonBy(site.db, 'id', subject)
  return person
    ? html`<h2><a href="${paths.person(person.handle)}">@${person.handle}</a></h2>
        <p><a href="${paths.block(person.handle)}">Block @${person.handle}</a></p>`
    : html`<h2>Somebody who has left</h2>`
}
