import { html } from 'hono/html'
import type { CorrectedKind } from '../../../../catalogue/correction.ts'
import type { PaperClaim, PaperFindings } from '../../../../catalogue/paper-findings-store.ts'
import type { Artifact } from '../../../../reading/finding.ts'
import { TOPICS } from '../../../../reading/topic-table.ts'
import { VOCABULARY } from '../../../../reading/unit-table.ts'
import { paths } from '../../../paths.ts'
import { formField } from '../../../ui/form-field.ts'
import type { Html } from '../../../ui/html.ts'
import { topicName } from '../../../ui/topic-name.ts'
import { ARTIFACT_KINDS, CLAIM_KINDS, MODIFIERS, PAPER_KINDS, SYSTEM_TYPES } from '../kinds.ts'
import { topicField } from './correction-fields.ts'

type ShownSystem = PaperFindings['systems'][number]

/** Correct or remove a claim; null: add one. */
export function claimForm(paper: string, claim: PaperClaim | null) {
  return form(paper, 'claim', claim && claim.quote, html`
    ${claim ? '' : line('Its words in the abstract', 'quote', '', true)}
    ${line('Value', 'value', claim ? String(claim.value) : '', true)}
    ${line('From, if it is a range', 'low', claim?.low == null ? '' : String(claim.low))}
    ${choice('Which is', 'modifier', [['', 'just so'], ...MODIFIERS], claim?.modifier ?? '')}
    ${line('Unit', 'unit', claim?.unit ?? '', true, 'units')}
    ${line('Metric', 'metric', claim?.metric ?? '')}
    ${line('Subject', 'subject', claim?.subject ?? '')}
    ${line('Compared with', 'comparator', claim?.comparator ?? '')}
    ${choice('Kind', 'claim', CLAIM_KINDS, claim?.kind ?? 'accuracy')}
  `) // prettier-ignore
}

/** Correct or remove a system; null: add one. */
export function systemForm(paper: string, system: ShownSystem | null) {
  return form(paper, 'system', system && system.name, html`
    ${system ? '' : line('Its name, as title or abstract have it', 'quote', '', true)}
    ${line(system ? 'Name' : 'The name to show', 'name', system?.name ?? '', true)}
    ${line('Other names, with semicolons between them', 'aliases', system?.aliases.join('; ') ?? '')}
    ${choice('Type', 'system', SYSTEM_TYPES, system?.type ?? 'method')}
  `) // prettier-ignore
}

/** Correct or remove an address; null: add one. */
export function artifactForm(paper: string, artifact: Artifact | null) {
  return form(paper, 'artifact', artifact && artifact.url, html`
    ${line('Address', artifact ? 'url' : 'quote', artifact?.url ?? '', true)}
    ${choice('What is there', 'artifact', ARTIFACT_KINDS, artifact?.kind ?? 'code')}
  `) // prettier-ignore
}

export function gistForm(paper: string, { gist }: PaperFindings) {
  return form(paper, 'gist', '', html`<p>
    <label>In one sentence <textarea name="gist" rows="3" maxlength="240" required>${gist}</textarea></label>
  </p>`) // prettier-ignore
}

export function kindForm(paper: string, { kind }: PaperFindings) {
  return form(paper, 'kind', '', choice('The paper is a', 'paper', PAPER_KINDS, kind))
}

export function topicsForm(paper: string, { topics }: PaperFindings) {
  return form(paper, 'topic', '', html`<fieldset class="topics">
    <legend>What it is about</legend>
    ${Object.keys(TOPICS).map(
      (topic) => html`<label class="choice"
          ><input type="checkbox" name="${topicField(topic)}" ${topics.includes(topic) ? html` checked` : ''} />
          ${topicName(topic)}</label
        >`,
    )}
  </fieldset>`) // prettier-ignore
}

/** The units to choose from, once on a page with forms of claims. */
export function knownUnits() {
  return html`<datalist id="units">${VOCABULARY.map((unit) => html`<option value="${unit}"></option>`)}</datalist>` // prettier-ignore
}

/** `quote` names the finding; null: it is to be added. */
function form(paper: string, kind: CorrectedKind, quote: string | null, fields: Html) {
  const isOneOf = ['claim', 'system', 'artifact'].includes(kind)
  const named = quote === null ? '' : html`<input type="hidden" name="quote" value="${quote}" />`
  return html`<form class="fields" method="post" action="${paths.correct(paper)}">
    ${formField()} <input type="hidden" name="kind" value="${kind}" /> ${named} ${fields}
    <p>
      ${quote === null ? html`<button name="action" value="add">Add</button>` : html`<button name="action" value="change">Correct</button>`}
      ${isOneOf && quote !== null ? html`<button name="action" value="remove" formnovalidate>Remove</button>` : ''}
    </p>
  </form>`
}

function line(label: string, name: string, value: string, required = false, list?: string) {
  return html`<p>
    <label
      >${label}
      <input
        type="text"
        name="${name}"
        value="${value}"
        maxlength="500"
        autocomplete="off"
        ${list ? html` list="${list}"` : ''}
        ${required ? html` required` : ''}
    /></label>
  </p>`
}

function choice(label: string, name: string, choices: [string, string][], chosen: string) {
  return html`<p>
    <label
      >${label}
      <select name="${name}">
        ${choices.map(([value, shown]) => html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${shown}</option>`)}
      </select></label
    >
  </p>`
}
