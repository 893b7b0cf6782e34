import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { findComment } from '../../../community/comments-store.ts'
import { countReportsSince, report, type ReportKind } from '../../../community/moderation-store.ts'
import { findPersonBy } from '../../../accounts/people-store.ts'
import { findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
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
    const problem = await problemWith(site, signedInPerson(c).id, reason)
    if (problem !== null) return c.html(form(site, subject, reason, problem), 422)
    const { kind, id } = subject
    const personId = signedInPerson(c).id
    await report(site.db, { kind, subject: id, personId, reason, at: site.now() })
    return c.html(thanks(site, subject))
  }
}

async function problemWith(site: Site, personId: string, reason: string): Promise<string | null> {
  if (reason === '') return 'Please say in a few words what is wrong.'
  if (reason.length > REASON_CHARACTERS_MAX) {
    return `Please say it in ${REASON_CHARACTERS_MAX} characters.`
  }
  const since = new Date(site.now().getTime() - DAY_MS)
  return (await countReportsSince(site.db, personId, since)) < REPORTS_A_DAY_MAX
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
