import type { Handler } from 'hono'
import { html, raw } from 'hono/html'
import type { CorrectedKind } from '../../../../catalogue/correction.ts'
import {
  findPaperFindings,
  type PaperFindings,
} from '../../../../catalogue/paper-findings-store.ts'
import { quotedIn } from '../../../../catalogue/quoted.ts'
import {
  closeReports,
  listReported,
  type ReportedFinding,
} from '../../../../catalogue/report-store.ts'
import { isCorrectedKind, REPORT_REASONS } from '../../../../catalogue/report.ts'
import type { Paper } from '../../../../papers/paper.ts'
import { findPapers } from '../../../../papers/store.ts'
import { renderFragment } from '../../../../papers/text.ts'
import { paths } from '../../../paths.ts'
import type { Site } from '../../../site.ts'
import { plainDateline } from '../../../ui/dateline.ts'
import { moment } from '../../../ui/dates.ts'
import { formField } from '../../../ui/form-field.ts'
import type { Html } from '../../../ui/html.ts'
import { layout } from '../../../ui/layout.ts'
import { marked } from '../../../ui/marked.ts'
import { counted } from '../../../ui/wording.ts'
import { formFields } from '../../../visit/forms.ts'
import { FINDING_NAMES } from '../kinds.ts'
import { artifactForm, claimForm, gistForm, kindForm, knownUnits, systemForm, topicsForm } from './finding-forms.ts' // prettier-ignore

const FINDINGS_SHOWN = 20 // each with its form: more would be a long page, and the oldest come first

/** GET /mistakes, for curators: findings that readers reported as wrong, the oldest first. */
export function mistakesPage(site: Site): Handler {
  return async (c) => {
    const reported = await listReported(site.db, FINDINGS_SHOWN)
    const ids = [...new Set(reported.map(({ paperId }) => paperId))]
    const papers = new Map((await findPapers(site.db, ids)).map((paper) => [paper.id, paper]))
    const cases = []
    for (const one of reported) {
      const findings = await findPaperFindings(site.db, one.paperId)
      cases.push(caseView(one, papers.get(one.paperId) ?? null, findings))
    }
    const content = html`<main id="content" class="page correcting">
      <h1>Reported mistakes</h1>
      <p>
        <a href="${paths.inbox}">Submitted papers</a> ·
        <a href="${paths.moderationLog()}">The public log</a>
      </p>
      ${cases.length === 0 ? html`<p>Nothing waits for you.</p>` : html`${knownUnits()} ${cases}`}
    </main>`
    return c.html(layout(site, { title: 'Reported mistakes' }, plainDateline(), content))
  }
}

/** POST /mistakes: what was reported stays as it is, and the reports are closed. */
export function declineReports(site: Site): Handler {
  return async (c) => {
    const { paper: paperId, kind, quote } = await formFields(c, 'paper', 'kind', 'quote')
    if (isCorrectedKind(kind)) await closeReports(site.db, { paperId, kind, quote }, site.now())
    return c.redirect(paths.mistakes, 303)
  }
}

function caseView(one: ReportedFinding, paper: Paper | null, findings: PaperFindings | null) {
  const { kind, quote, said, since } = one
  const forms = findings && formOf(one, findings)
  return html`<section class="case">
    <h2>${FINDING_NAMES[kind]} ${quote === '' ? '' : html`<q>${renderFragment(quote)}</q>`}</h2>
    ${paper ? where(paper, quote) : html`<p>The paper is gone.</p>`}
    <p>Reported first ${moment(since)}:</p>
    <ul>
      ${said.map(({ reason, note, reports }) => html`<li>${REPORT_REASONS[reason]}${reports > 1 ? ` (${counted(reports, 'time')})` : ''}${note ? html`: <q>${note}</q>` : ''}</li>`)}
    </ul>
    ${
      forms
        ? html`<details>
            <summary>Correct or remove it</summary>
            ${forms}
          </details>`
        : paper && html`<p>The paper is no longer read so.</p>`
    }
    <form class="fields" method="post" action="${paths.mistakes}">
      ${formField()} <input type="hidden" name="paper" value="${one.paperId}" />
      <input type="hidden" name="kind" value="${kind}" />
      <input type="hidden" name="quote" value="${quote}" />
      <button>Leave it as it is</button>
    </form>
  </section>`
}

/** The paper, and the sentence that the finding rests on as far as it can be found again. */
function where({ id, titleHtml, abstract }: Paper, quote: string) {
  const found = quotedIn(abstract, quote)
  const at = found ? found.sentence.indexOf(found.quoteText) : -1
  return html`<p>
      <a href="${paths.paper(id)}">${raw(titleHtml)}</a> ·
      <a href="${paths.correct(id)}">all that was read of it</a>
    </p>
    ${found && at >= 0 ? html`<blockquote>${marked(found.sentence, [[at, at + found.quoteText.length]])}</blockquote>` : ''}`
}

/** The form for what was reported. Null when the paper is no longer read so. */
function formOf({ paperId, kind, quote }: ReportedFinding, findings: PaperFindings): Html | null {
  return FORMS[kind](paperId, findings, (name) => name.startsWith(quote)) // as far as a report carries it
}

type IsMeant = (name: string) => boolean

const FORMS: Record<
  CorrectedKind,
  (paper: string, findings: PaperFindings, isMeant: IsMeant) => Html | null
> = {
  claim(paper, { claims }, isMeant) {
    const claim = claims.find((each) => isMeant(each.quote))
    return claim ? claimForm(paper, claim) : null
  },
  system(paper, { systems }, isMeant) {
    const system = systems.find(({ name }) => isMeant(name))
    return system ? systemForm(paper, system) : null
  },
  artifact(paper, { artifacts }, isMeant) {
    const artifact = artifacts.find(({ url }) => isMeant(url))
    return artifact ? artifactForm(paper, artifact) : null
  },
  gist: gistForm,
  kind: kindForm,
  topic: topicsForm,
}
