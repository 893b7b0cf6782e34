import { html, raw } from 'hono/html'
import { hasRole } from '../../accounts/person.ts'
import type { PaperFindings } from '../../catalogue/paper-findings-store.ts'
import type { Paper } from '../../papers/paper.ts'
import type { Hit } from '../../search/search.ts'
import { paperBibtex } from '../formats/bibtex.ts'
import { citationMeta } from '../formats/citation-meta.ts'
import { discussion, type Discussion } from './discussion/discussion.ts'
import { paths } from '../paths.ts'
import { identities, type Identity } from '../identities.ts'
import type { Site } from '../site.ts'
import { linkedAuthors } from '../ui/authors.ts'
import { byLine } from '../ui/by-line.ts'
import { plainDateline } from '../ui/dateline.ts'
import { longDay, plainDay, timeOf } from '../ui/dates.ts'
import { layout } from '../ui/layout.ts'
import { personLink } from '../ui/person-link.ts'
import { safeUrl } from '../ui/safe-url.ts'
import { collectForm } from '../ui/collect-form.ts'
import { shelfForm } from '../ui/shelf-form.ts'
import { voteForm } from '../ui/vote-form.ts'
import { counted } from '../ui/wording.ts'
import { currentMark } from '../visit/marks.ts'
import { currentVisit } from '../visit/visit.ts'
import type { Collection } from '../../library/collection.ts'
import type { Voter } from '../../trending/voters-store.ts'
import { markedAbstract } from './marked-abstract.ts'
import { claimInWords, claimsTable, findingsRail, gist } from './paper-findings.ts'
import { dayOf } from '../../lib/days.ts'

/** Everything there is to say about a paper, and which are like it. `findings` is null until it has been read. */
export function paperView(
  site: Site,
  paper: Paper,
  findings: PaperFindings | null,
  similar: Hit[],
  voters: Voter[],
  talk: Discussion,
  own: Collection[],
) {
  const abstract = markedAbstract(paper, findings?.claims ?? [], claimInWords)
  const head = {
    title: paper.titleText,
    description: shortened(paper.abstractText),
    canonical: paths.discussion(paper.id, talk.pages.current),
    meta: citationMeta(paper, site.publicUrl),
  }
  const content = html`<main id="content" class="page paper">
    <article>
      <header>
        <h1>${raw(paper.titleHtml)}</h1>
        ${linkedAuthors(paper.authors, talk.authors)} ${byLine(facts(paper))}
        ${voting(paper, voters, own)}
      </header>
      ${paper.withdrawn ? withdrawalNotice() : ''}
      <section class="abstract">
        ${gist(findings)}
        <h2>Abstract</h2>
        ${paper.abstractHtml ? abstract.html : html`<p>No abstract is known.</p>`}
        ${findings && claimsTable(paper, findings, abstract.marked)}
      </section>
      <div class="rail">
        ${links(paper)} ${forAuthors(paper, talk)}
        ${findingsRail(paper, findings, addresses(paper))} ${details(paper, talk)}
        ${versionList(paper)} ${citing(paper)} ${reporting(paper, talk)}
      </div>
      ${similarPapers(similar)} ${discussion(talk)}
    </article>
  </main>`
  return layout(site, head, plainDateline(), content)
}

const DESCRIPTION_LENGTH_MAX = 200 // what search engines show of it

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= DESCRIPTION_LENGTH_MAX
    ? line
    : `${line.slice(0, DESCRIPTION_LENGTH_MAX).replace(/ \S*$/, '')}…`
}

/** Where to vote, and who did and lets it be seen. */
function voting(paper: Paper, voters: Voter[], own: Collection[]) {
  const invitation =
    currentVisit() === null
      ? html`<p class="voters">
          <a href="${paths.login(paths.paper(paper.id))}">Sign in to vote</a>
        </p>`
      : html`${voteForm(paper)} ${shelfForm(paper, { all: true })} ${collectForm(paper, own)}`
  if (voters.length === 0) return invitation
  const names = voters.map(({ handle, name }) =>
    name === '' ? `@${handle}` : `${name} (@${handle})`,
  )
  const others = paper.votes - voters.length
  return html`${invitation}
    <p class="voters">
      Voted for by ${names.join(', ')}${others > 0 ? ` and ${counted(others, 'other')}` : ''}
    </p>`
}

function facts({ id, published, venue, day, votes }: Paper) {
  return [
    published && timeOf(published),
    venue,
    day && html`<a href="${paths.day(day)}">Edition of ${longDay(day)}</a>`,
    votes > 0 && currentMark(id) === null && counted(votes, 'vote'),
  ]
}

function withdrawalNotice() {
  return html`<p class="notice" role="note">
    <strong>This paper has been withdrawn.</strong>
  </p>`
}

const LINK_NAMES = {
  abstract: 'Abstract page',
  pdf: 'PDF',
  code: 'Code',
  project: 'Project page',
  other: 'Link',
}

/** Where to read on: what the sources link to, each with its kind and its host. */
function links(paper: Paper) {
  const names = identities(paper)
  const known = new Set(names.map(({ url }) => url))
  const shown = paper.links.flatMap(({ url, kind }) => {
    const href = safeUrl(url)
    return href && !known.has(href) ? [{ href, kind }] : []
  })
  if (names.length + shown.length === 0) return ''
  return html`<section>
    <h2>Read</h2>
    <ul class="links">
      ${names.map(identityLink)}
      ${shown.map(({ href, kind }) => html`<li><a rel="external" href="${href}">${LINK_NAMES[kind]}</a> <small>${hostOf(href)}</small></li>`)}
    </ul>
  </section>`
}

/** The way to say that one wrote the paper, and for whoever did to its links. Nobody can be an author of which none is known. */
function forAuthors({ id, authors: named }: Paper, { authors, reader }: Discussion) {
  if (named.length === 0) return ''
  const isAuthor = authors.some(({ by }) => by.id === reader?.id)
  return html`<p class="note">
    ${isAuthor ? html`<a href="${paths.authorLinks(id)}">Put the links right</a>` : html`<a rel="nofollow" href="${paths.authorship(id)}">I wrote this</a>`}
  </p>`
}

/** Where links of the sources lead, as they stand on the page. */
function addresses(paper: Paper): Set<string> {
  return new Set(paper.links.flatMap(({ url }) => safeUrl(url) ?? []))
}

function identityLink({ name, value, url }: Identity) {
  return html`<li>${name} <a rel="external" href="${url}">${value}</a></li>`
}

function hostOf(href: string): string {
  const { protocol, hostname } = new URL(href)
  return protocol === 'mailto:' ? 'mail' : hostname.replace(/^www\./, '')
}

function details(paper: Paper, { submitter }: Discussion) {
  const rows = [
    paper.published && { term: 'Published', value: timeOf(paper.published) },
    paper.updated && { term: 'Updated', value: plainDay(dayOf(paper.updated)) },
    paper.venue && { term: 'Venue', value: paper.venue },
    paper.categories.length > 0 && { term: 'Subjects', value: paper.categories.join(', ') },
    paper.comment && { term: 'Note', value: paper.comment },
    submitter && { term: 'Submitted by', value: personLink(submitter) },
  ].filter((row) => row !== null && row !== '' && row !== false)
  if (rows.length === 0) return ''
  return html`<section>
    <h2>Details</h2>
    <dl>
      ${rows.map(
        ({ term, value }) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd> `,
      )}
    </dl>
  </section>`
}

function versionList({ versions }: Paper) {
  if (versions.length < 2) return ''
  return html`<section>
    <h2>Versions</h2>
    <ol class="versions">
      ${versions.map(({ number, at }) => html`<li value="${number}">${timeOf({ at, precision: 'day' })}</li>`)}
    </ol>
  </section>`
}

function citing(paper: Paper) {
  return html`<section>
    <h2>Cite</h2>
    <details>
      <summary>BibTeX</summary>
      <pre tabindex="0" aria-label="BibTeX entry">${paperBibtex(paper)}</pre>
    </details>
    <p>
      <a href="${paths.paperBibtex(paper.id)}">.bib</a> ·
      <a href="${paths.paperMarkdown(paper.id)}">Markdown</a>
    </p>
  </section>`
}

/** The way to say that the paper is not what belongs here; whoever decides that need not say it first. */
function reporting({ id }: Paper, { reader }: Discussion) {
  if (!reader) return ''
  return html`<p class="note">
    ${hasRole(reader, 'moderator') ? html`<a href="${paths.moderatePaper(id)}">Hide this paper</a>` : html`<a href="${paths.report('paper', id)}">Report this paper</a>`}
  </p>`
}

/** By the index, which may know papers a second longer than the database: a link then leads to where they went. */
function similarPapers(hits: Hit[]) {
  if (hits.length === 0) return ''
  return html`<section class="similar">
    <h2>Similar papers</h2>
    <ul>
      ${hits.map(({ id, title }) => html`<li><a href="${paths.paper(id)}">${title}</a></li>`)}
    </ul>
  </section>`
}
