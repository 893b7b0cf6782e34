import { html, raw } from 'hono/html'
import type { MadeCorrection } from '../../../../catalogue/correction-store.ts'
import type { PaperFindings } from '../../../../catalogue/paper-findings-store.ts'
import type { Paper } from '../../../../papers/paper.ts'
import { renderFragment } from '../../../../papers/text.ts'
import { paths } from '../../../paths.ts'
import type { Site } from '../../../site.ts'
import { spokenValue } from '../../../ui/claim-value.ts'
import { plainDateline } from '../../../ui/dateline.ts'
import { moment } from '../../../ui/dates.ts'
import { formField } from '../../../ui/form-field.ts'
import type { Html } from '../../../ui/html.ts'
import { layout } from '../../../ui/layout.ts'
import { personLink } from '../../../ui/person-link.ts'
import { FINDING_NAMES } from '../kinds.ts'
import { artifactForm, claimForm, gistForm, kindForm, knownUnits, systemForm, topicsForm } from './finding-forms.ts' // prettier-ignore

/** All that was read of a paper, each finding with the form that corrects it. */
export function correctView(
  site: Site,
  { id, titleHtml, abstractHtml }: Paper,
  findings: PaperFindings,
  made: MadeCorrection[],
) {
  const { systems, claims, artifacts } = findings
  const content = html`<main id="content" class="page correcting">
    <h1>Correct what was read</h1>
    <p>Of <a href="${paths.paper(id)}">${raw(titleHtml)}</a></p>
    <p class="note">
      What you say stays when the paper is read again. The
      <a href="${paths.moderationLog()}">public log</a> tells what changed, without your name.
    </p>
    <div class="abstract">
      ${abstractHtml ? raw(abstractHtml) : html`<p>No abstract is known.</p>`}
    </div>
    ${knownUnits()} ${part('gists', 'Summary', gistForm(id, findings))}
    ${part('claims', 'Claims', [...claims.map((claim) => folded(`${spokenValue(claim)} ${claim.metric}`, claimForm(id, claim), claim.quoteText)), folded('Add a claim', claimForm(id, null))])}
    ${part('systems', 'Systems', [...systems.map((system) => folded(system.name, systemForm(id, system))), folded('Add a system', systemForm(id, null))])}
    ${part('artifacts', 'Addresses', [...artifacts.map((artifact) => folded(artifact.url, artifactForm(id, artifact))), folded('Add an address', artifactForm(id, null))])}
    ${part('topics', 'Topics', topicsForm(id, findings))}
    ${part('kinds', 'Kind', kindForm(id, findings))}
    ${
      made.length === 0
        ? ''
        : part(
            'made',
            'Corrected so far',
            html`<ul class="rows">
              ${made.map((one) => madeItem(id, one))}
            </ul>`,
          )
    }
  </main>`
  return layout(site, { title: 'Correct what was read' }, plainDateline(), content)
}

function part(anchor: string, title: string, content: Html | Html[]) {
  return html`<section id="${anchor}">
    <h2>${title}</h2>
    ${content}
  </section>`
}

function folded(title: string, content: Html, quote?: string) {
  return html`<details>
    <summary>${title} ${quote === undefined ? '' : html`<q>${quote}</q>`}</summary>
    ${content}
  </details>`
}

const DONE = { add: 'added', change: 'corrected', remove: 'removed' }

function madeItem(paper: string, { kind, quote, action, value, by, madeAt }: MadeCorrection) {
  const parts = Object.entries(value ?? {}).map(([name, is]) => `${name}: ${JSON.stringify(is)}`)
  return html`<li>
    <span
      >${FINDING_NAMES[kind]} ${quote === '' ? '' : html`<q>${renderFragment(quote)}</q>`}
      ${DONE[action]}
      <small>${parts.join('; ')}</small>
      <small>${by ? html`by ${personLink(by)}, ` : ''}${moment(madeAt)}</small>
    </span>
    <form method="post" action="${paths.correct(paper)}">
      ${formField()} <input type="hidden" name="kind" value="${kind}" />
      <input type="hidden" name="quote" value="${quote}" />
      <button name="action" value="back">
        Take back<span class="spoken"> ${FINDING_NAMES[kind]} ${renderFragment(quote)}</span>
      </button>
    </form>
  </li> `
}
