import type { Handler } from 'hono'
import { html } from 'hono/html'
import { issueTitle } from '../../../digests/compose/digest.ts'
import { whyHere } from '../../../digests/compose/paper-fragment.ts'
import { listIssues } from '../../../digests/issue-store.ts'
import { KINDS, parseKind } from '../../../digests/kind.ts'
import {
  readOwnIssue,
  readPublicIssue,
  type IssueContent,
} from '../../../digests/read-issue-store.ts'
import type { ShownPaper } from '../../../digests/shown-paper.ts'
import { readToken } from '../../../digests/token.ts'
import { parseDay } from '../../../lib/days.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { byLine } from '../../ui/by-line.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { safeUrl } from '../../ui/safe-url.ts'
import { counted } from '../../ui/wording.ts'
import { notFound } from '../not-found.ts'

const ISSUES_LISTED = 60 // two months of daily mails

/** GET /digests: what went out, without what is anybody's own. */
export function issuesPage(site: Site): Handler {
  return async (c) => {
    const lists = await Promise.all(
      KINDS.map(async (kind) => ({ kind, issues: await listIssues(site.db, kind, ISSUES_LISTED) })),
    )
    const content = html`<main id="content" class="page">
      <h1>Past mails</h1>
      <p>What went to everybody. <a href="${paths.subscribe}">Get the next one</a></p>
      ${lists.map(
        ({ kind, issues }) =>
          html`<section>
            <h2>${kind === 'daily' ? 'Daily' : 'Weekly'}</h2>
            ${issues.length === 0 ? html`<p>None yet.</p>` : ''}
            <ul>
              ${issues.map((issue) => html`<li><a href="${paths.issue(kind, issue.date)}">${issueTitle(issue)}</a>, ${counted(issue.papers, 'paper')}</li>`)}
            </ul>
            <p class="note"><a href="${paths.issueFeed(kind)}">Feed of the ${kind} mail</a></p>
          </section>`,
      )}
    </main>`
    const head = { title: 'Past mails', canonical: paths.issues }
    return c.html(layout(site, head, plainDateline(), content))
  }
}

/** GET /digests/:kind/:date */
export function issuePage(site: Site): Handler<object, '/digests/:kind/:date'> {
  return async (c) => {
    const kind = parseKind(c.req.param('kind'))
    const date = parseDay(c.req.param('date'))
    const issue = kind && date && (await readPublicIssue(site.db, kind, date))
    if (!issue || issue.papers.length === 0)
      return notFound(
        c,
        site,
        html`No mail went out under this date. <a href="${paths.issues}">Past mails</a>`,
      )
    const head = {
      title: `${issueTitle(issue)}, by mail`,
      canonical: paths.issue(issue.kind, issue.date),
    }
    return c.html(layout(site, head, plainDateline(), view(issue)))
  }
}

/** GET /email/v/:token: an issue as one reader got it. */
export function myIssuePage(site: Site): Handler<object, '/email/v/:token'> {
  return async (c) => {
    const grant = readToken(site.mailKeys, 'v', c.req.param('token'), site.now())
    const issue = grant && (await readOwnIssue(site.db, grant.publicId, Number(grant.detail)))
    if (!issue)
      return notFound(
        c,
        site,
        html`This link is too old, or a part of it was lost.
          <a href="${paths.issues}">Past mails</a>`,
      )
    return c.html(layout(site, { title: issueTitle(issue) }, plainDateline(), view(issue)))
  }
}

function view(issue: IssueContent) {
  return html`<main id="content" class="page">
    <h1>${issueTitle(issue)}</h1>
    <p class="note">The ${issue.kind} mail · ${counted(issue.papers.length, 'paper')}</p>
    <div class="paper-list">${issue.papers.map(({ paper, reason }) => card(paper, reason))}</div>
  </main>`
}

function card(paper: ShownPaper, reason: string) {
  const { authors, moreAuthors } = paper
  const names =
    moreAuthors > 0 ? `${authors.join(', ')} and ${moreAuthors} more` : authors.join(', ')
  return html`<article class="card">
    <h2><a href="${paths.paper(paper.id)}">${paper.title}</a></h2>
    ${paper.gist === '' ? '' : html`<p class="gist">${paper.gist}</p>`}
    ${byLine([
      names,
      whyHere(reason),
      ...paper.facts,
      ...paper.links.map(({ kind, url }) => {
        const href = safeUrl(url)
        return (
          href &&
          html`<a rel="external" href="${href}"
            >${kind}<span class="spoken"> of ${paper.title}</span></a
          >`
        )
      }),
    ])}
  </article>`
}
