import { html, raw } from 'hono/html'
import type { PaperClaim, PaperFindings } from '../../catalogue/paper-findings-store.ts'
import type { Paper } from '../../papers/paper.ts'
import { paths } from '../paths.ts'
import { claimValue, spokenValue } from '../ui/claim-value.ts'
import { safeUrl } from '../ui/safe-url.ts'
import { topicName } from '../ui/topic-name.ts'
import { counted } from '../ui/wording.ts'
import { mayCorrect, wrongLink } from '../ui/wrong-link.ts'
import { nameOfArtifact, nameOfKind, nameOfType } from './catalogue/kinds.ts'
import { wideTable } from './catalogue/table-page.ts'

/** A claim as the tip at its mark says it: '3.7×: faster, MapNet'. */
export function claimInWords(claim: PaperClaim): string {
  const { metric, subject, comparator, kind } = claim
  const about = [metric || nameOfKind(kind), subject, comparator && `compared with ${comparator}`]
  return `${spokenValue(claim)}: ${about.filter(Boolean).join(', ')}`
}

/** The claims of a paper as a table under its abstract, each with the way to where it stands. */
export function claimsTable({ id }: Paper, { claims }: PaperFindings, marked: Set<number>) {
  if (claims.length === 0) return ''
  return html`<section class="claims">
    <h2 id="claims">What it claims</h2>
    ${wideTable(
      'Claims of this paper',
      html`<thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">What</th>
            <th scope="col">In the abstract</th>
          </tr>
        </thead>
        <tbody>
          ${claims.map((claim, number) => row(id, claim, number, marked.has(number)))}
        </tbody>`,
    )}
    <p class="note">
      Read by a program from the abstract above.
      <a href="${paths.claims()}">Claims of all papers</a>
    </p>
  </section>`
}

function row(paper: string, claim: PaperClaim, number: number, isMarked: boolean) {
  const { metric, subject, comparator, kind, quote, quoteText } = claim
  const place = isMarked ? html`<a href="#said-${number + 1}">${quoteText}</a>` : quoteText
  return html`<tr id="claim-${number + 1}">
    <th scope="row" class="value">${claimValue(claim)}</th>
    <td>
      ${metric || nameOfKind(kind)}${subject ? `, ${subject}` : ''}
      ${comparator ? html`<small>compared with ${comparator}</small>` : ''}
    </td>
    <td>${place} <small>${wrongLink(paper, 'claim', quote, quoteText)}</small></td>
  </tr> `
}

/** The gist before the abstract. One that a machine wrote says so. */
export function gist(findings: PaperFindings | null) {
  if (!findings?.gist) return ''
  const { gist: text, gistHtml, gistBy } = findings
  return html`<p class="gist">
    ${gistHtml === null ? text : raw(gistHtml)}
    ${gistBy === null ? '' : html`<small class="machine">Written by a machine (${gistBy}), not by the authors</small>`}
  </p>`
}

/** What a paper introduces and gives, and what it is about, for the rail. `linked` are addresses that stand there already. */
export function findingsRail(paper: Paper, findings: PaperFindings | null, linked: Set<string>) {
  if (!findings) return ''
  const { systems, topics } = findings
  const given = findings.artifacts.flatMap(({ url, kind }) => {
    const href = safeUrl(url)
    return href && !linked.has(href) ? [{ href, kind, url }] : []
  })
  return html`${section(
    'Introduces',
    systems.map(
      ({ key, name, type, mentioned, aliases }) =>
        html`<li>
          <a href="${paths.system(key)}">${name}</a>
          <small
            >${[nameOfType(type).toLowerCase(), ...aliases].join(', ')}${mentioned > 0 ? `; ${counted(mentioned, 'paper')} mention${mentioned === 1 ? 's' : ''} it` : ''}</small
          >
          <small>${wrongLink(paper.id, 'system', name)}</small>
        </li>`,
    ),
  )}
  ${section(
    'Gives',
    given.map(
      ({ href, kind, url }) =>
        html`<li>
          <a rel="external" href="${href}">${nameOfArtifact(kind)}</a>
          <small>${new URL(href).hostname.replace(/^www\./, '')}</small>
          <small>${wrongLink(paper.id, 'artifact', url)}</small>
        </li>`,
    ),
  )}
  ${section(
    'Topics',
    topics.map((topic) => html`<li><a href="${paths.topic(topic)}">${topicName(topic)}</a></li>`),
  )}
  ${mayCorrect() ? html`<p><a href="${paths.correct(paper.id)}">Correct what was read</a></p>` : ''}`
}

function section(title: string, items: unknown[]) {
  if (items.length === 0) return ''
  return html`<section>
    <h2>${title}</h2>
    <ul>
      ${items}
    </ul>
  </section>`
}
