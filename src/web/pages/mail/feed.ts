import type { Handler } from 'hono'
import { issueTitle } from '../../../digests/compose/digest.ts'
import { listIssues } from '../../../digests/issue-store.ts'
import { parseKind, type Kind } from '../../../digests/kind.ts'
import { readPublicIssue } from '../../../digests/read-issue-store.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { notFound } from '../not-found.ts'

const ENTRIES = 20

/** GET /digests/daily.atom and weekly.atom (RFC 4287): an entry for each mail that went out, with its titles. */
export function issueFeed(site: Site): Handler<object, '/digests/:name{(?:daily|weekly)\\.atom}'> {
  return async (c) => {
    const kind = parseKind(c.req.param('name').replace('.atom', ''))
    if (!kind) return notFound(c, site, 'There is no such feed.')
    const issues = await listIssues(site.db, kind, ENTRIES)
    const entries: string[] = []
    for (const issue of issues) entries.push(await entryOf(site, kind, issue.date))
    const updated = issues[0]?.date ?? '1970-01-01'
    const self = site.publicUrl + paths.issueFeed(kind)
    return c.body(
      `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escaped(SITE_NAME)}: the ${kind} mail</title>
<id>${escaped(self)}</id>
<link rel="self" href="${escaped(self)}"/>
<link href="${escaped(site.publicUrl + paths.issues)}"/>
<author><name>${escaped(SITE_NAME)}</name></author>
<updated>${updated}T00:00:00Z</updated>
${entries.join('\n')}
</feed>
`,
      200,
      { 'content-type': 'application/atom+xml; charset=utf-8' },
    )
  }
}

async function entryOf(site: Site, kind: Kind, date: string): Promise<string> {
  const issue = (await readPublicIssue(site.db, kind, date))!
  const url = escaped(site.publicUrl + paths.issue(kind, date))
  const titles = issue.papers.map(
    ({ paper }) =>
      `<li><a href="${escaped(site.publicUrl + paths.paper(paper.id))}">${escaped(paper.title)}</a></li>`,
  )
  return `<entry>
<title>${escaped(issueTitle(issue))}</title>
<id>${url}</id>
<link href="${url}"/>
<updated>${date}T00:00:00Z</updated>
<content type="html">${escaped(`<ol>${titles.join('')}</ol>`)}</content>
</entry>`
}

/** For XML text and attributes. Controls that XML knows no way to write are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}--[\t\n\r]]/gv, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
