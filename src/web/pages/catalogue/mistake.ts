import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { spend, type Limit } from '../../../accounts/allowance-store.ts'
import { addReport, hasFinding } from '../../../catalogue/report-store.ts'
import {
  isCorrectedKind,
  isReportReason,
  NOTE_LENGTH_MAX,
  REPORT_REASONS,
} from '../../../catalogue/report.ts'
import type { CorrectedKind } from '../../../catalogue/correction.ts'
import { renderFragment } from '../../../papers/text.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { networkOfRequest } from '../../visit/network.ts'
import { notFound, problemPage } from '../not-found.ts'
import { FINDING_NAMES } from './kinds.ts'

/** A finding that a reader points at. */
interface Pointed {
  paper: string
  kind: CorrectedKind
  quote: string
}

/** GET /mistake?paper=&kind=&quote= */
export function mistakePage(site: Site): Handler {
  return async (c) => {
    const { paper = '', kind = '', quote = '' } = c.req.query()
    const pointed = await findPointed(site, { paper, kind, quote })
    return pointed ? c.html(form(site, pointed)) : noFinding(c, site)
  }
}

/** Of one network: nobody reads a page of claims faster, and a flood must not bury what others report. */
const REPORTS: Limit = { atOnce: 20, everyMs: 60_000 }

/** POST /mistake. No account is needed, and nothing about the reader is kept. */
export function takeMistake(site: Site): Handler {
  return async (c) => {
    const network = networkOfRequest(c, site.trustedProxies) ?? 'unknown'
    if (!(await spend(site.db, ['mistakes from', network], REPORTS, site.now()))) {
      return tooMany(c, site, 429)
    }
    const { reason, note, ...fields } = await formFields(c, 'paper', 'kind', 'quote', 'reason', 'note') // prettier-ignore
    const pointed = await findPointed(site, fields)
    if (!pointed) return noFinding(c, site)
    if (!isReportReason(reason))
      return c.html(form(site, pointed, 'Please choose what is wrong.'), 422)
    const { paper: paperId, kind, quote } = pointed
    const said = note.trim().slice(0, NOTE_LENGTH_MAX)
    const kept = await addReport(site.db, { paperId, kind, quote, reason, note: said }, site.now())
    return kept ? c.html(thanks(site, pointed)) : tooMany(c, site, 503)
  }
}

async function findPointed(
  site: Site,
  { paper, kind, quote }: Record<keyof Pointed, string>,
): Promise<Pointed | null> {
  if (!isCorrectedKind(kind)) return null
  return (await hasFinding(site.db, { paperId: paper, kind, quote }))
    ? { paper, kind, quote }
    : null
}

function noFinding(c: Context, site: Site): Response | Promise<Response> {
  return notFound(c, site, 'Nothing like that is said of a paper here. Perhaps it was corrected meanwhile.') // prettier-ignore
}

function tooMany(c: Context, site: Site, status: 429 | 503): Response | Promise<Response> {
  const help =
    status === 429
      ? 'Many mistakes were reported from here. Please go on in some minutes.'
      : 'More mistakes have been reported than can be looked at. Please try again in some days.'
  return c.html(problemPage(site, 'This could not be kept', help), status)
}

function form(site: Site, { paper, kind, quote }: Pointed, problem?: string) {
  const content = html`<main id="content" class="page">
    <h1>What is wrong?</h1>
    <p>
      About ${FINDING_NAMES[kind]} ${quote ? html`<q>${renderFragment(quote)}</q>` : ''} of
      <a href="${paths.paper(paper)}">this paper</a>. A curator will look at it.
    </p>
    <form class="fields" method="post" action="/mistake">
      ${formField()}
      <input type="hidden" name="paper" value="${paper}" />
      <input type="hidden" name="kind" value="${kind}" />
      <input type="hidden" name="quote" value="${quote}" />
      <fieldset ${problem ? html` aria-describedby="problem"` : ''}>
        <legend>What is wrong with it</legend>
        ${Object.entries(REPORT_REASONS).map(
          ([reason, label]) =>
            html`<p>
              <label
                ><input type="radio" name="reason" value="${reason}" required /> ${label}</label
              >
            </p> `,
        )}
      </fieldset>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <p>
        <label for="note">What would be right, if you like to say</label>
        <textarea id="note" name="note" rows="3" maxlength="${NOTE_LENGTH_MAX}"></textarea>
      </p>
      <button>Report</button>
      <p class="note">Nothing about you is kept with it.</p>
    </form>
  </main>`
  return layout(site, { title: 'What is wrong?' }, plainDateline(), content)
}

function thanks(site: Site, { paper }: Pointed) {
  const content = html`<main id="content" class="page">
    <h1>Thank you</h1>
    <p>
      Your report is kept for the curators. <a href="${paths.paper(paper)}">Back to the paper</a>
    </p>
  </main>`
  return layout(site, { title: 'Thank you' }, plainDateline(), content)
}
