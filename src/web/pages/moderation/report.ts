import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { findComment } from '../../../community/comments-store.ts'
import { report, type ReportKind } from '../../../community/moderation-store.ts'
import { findPersonBy } from '../../../accounts/people-store.ts'
import { mayRead } from '../../../library/collection.ts'
import { findCollection } from '../../../library/collection-store.ts'
import { findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { personOf, signedInPerson } from '../../visit/visit.ts'
import { notFound } from '../not-found.ts'

const REASON_CHARACTERS_MAX = 500 // a moderator reads it in a glance
const REPORTS_A_DAY_MAX = 20
const DAY_MS = 86_400_000

/** GET /report/:kind/:subject. The subject of a paper may hold slashes. */
export function reportPage(site: Site): Handler<object, '/report/:kind/:subject{.+}'> {
  return async (c) => {
    const subject = await subjectOf(c, site)
    return subject ? c.html(form(site, subject)) : nothingToReport(c, site)
  }
}

/** POST /report/:kind/:subject */
export function takeReport(site: Site): Handler<object, '/report/:kind/:subject{.+}'> {
  return async (c) => {
    const subject = await subjectOf(c, site)
    if (!subject) return nothingToReport(c, site)

    const reason = (await formFields(c, 'reason')).reason.trim()
    const problem = problemWith(reason) ?? (await keep(c, site, subject, reason))
    return problem === null
      ? c.html(thanks(site, subject))
      : c.html(form(site, subject, reason, problem), 422)
  }
}

function problemWith(reason: string): string | null {
  if (reason === '') return 'Please say in a few words what is wrong.'
  return reason.length > REASON_CHARACTERS_MAX
    ? `Please say it in ${REASON_CHARACTERS_MAX} characters.`
    : null
}

/** Null when it is kept, else why not. */
async function keep(
  c: Context,
  site: Site,
  { kind, id }: Subject,
  reason: string,
): Promise<string | null> {
  const at = site.now()
  const given = { kind, subject: id, personId: signedInPerson(c).id, reason, at }
  const limit = { since: new Date(at.getTime() - DAY_MS), most: REPORTS_A_DAY_MAX }
  return (await report(site.db, given, limit))
    ? null
    : 'You have reported a lot today. Please write to those who run this site instead.'
}

interface Subject {
  kind: ReportKind
  id: string
  name: string
  path: string
}

async function subjectOf(c: Context, site: Site): Promise<Subject | null> {
  const id = c.req.param('subject')!
  switch (c.req.param('kind')) {
    case 'comment': {
      const number = rowNumber(id)
      const comment = number === null ? null : await findComment(site.db, number)
      return (
        comment && { kind: 'comment', id, name: 'this comment', path: paths.comment(comment.id) }
      )
    }
    case 'paper': {
      const paper = await findPaper(site.db, id)
      return paper && { kind: 'paper', id, name: paper.titleText, path: paths.paper(id) }
    }
    case 'person': {
      const person = await findPersonBy(site.db, 'id', id)
      return (
        person && {
          kind: 'person',
          id,
          name: `@${person.handle}`,
          path: paths.person(person.handle),
        }
      )
    }
    case 'collection': {
      const found = await findCollection(site.db, id)
      const path = paths.collection(id)
      return found && mayRead(found, personOf(c))
        ? { kind: 'collection', id, name: found.title, path }
        : null
    }
    default:
      return null
  }
}

function nothingToReport(c: Context, site: Site) {
  return notFound(c, site, 'There is nothing here that could be reported.')
}

function form(site: Site, { name, path }: Subject, reason = '', problem?: string) {
  const content = html`<main id="content" class="page">
    <h1>Report ${name}</h1>
    <p><a href="${path}">Look at it again</a></p>
    <form class="fields" method="post">
      ${formField()}
      <p>
        <label for="reason">What is wrong with it?</label>
        <textarea
          id="reason"
          name="reason"
          rows="3"
          required
          maxlength="${REASON_CHARACTERS_MAX}"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        >
${reason}</textarea>
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <button>Report</button>
      <p class="note">A moderator will look at it. Only moderators see who reported.</p>
    </form>
  </main>`
  return layout(site, { title: 'Report' }, plainDateline(), content)
}

function thanks(site: Site, { path }: Subject) {
  const content = html`<main id="content" class="page">
    <h1>Thank you</h1>
    <p>A moderator will look at it.</p>
    <p><a href="${path}">Back</a></p>
  </main>`
  return layout(site, { title: 'Reported' }, plainDateline(), content)
}
