import { newestComments } from '../../../community/comments-store.ts'
import { escapeText } from '../../../papers/text/escape.ts'
import type { Paper } from '../../../papers/paper.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'

const COMMENTS_IN_FEED = 50

/** The newest comments of a paper as an Atom feed (RFC 4287). */
export async function commentFeed(site: Site, paper: Paper): Promise<string> {
  const comments = await newestComments(site.db, paper.id, COMMENTS_IN_FEED)
  const page = site.publicUrl + paths.paper(paper.id)
  const feed = site.publicUrl + paths.paperFeed(paper.id)
  const updated = comments[0]?.writtenAt ?? paper.updated ?? paper.published?.at ?? new Date(0)
  const entries = comments.map(
    ({ id, author, html, writtenAt, editedAt }) => `  <entry>
    <id>${escapeText(site.publicUrl + paths.comment(id))}</id>
    <title>${escapeText(author ? `@${author.handle}` : 'A former reader')}</title>
    <author><name>${escapeText(author ? author.name || author.handle : 'A former reader')}</name></author>
    <link href="${escapeText(site.publicUrl + paths.comment(id))}"/>
    <published>${writtenAt.toISOString()}</published>
    <updated>${(editedAt ?? writtenAt).toISOString()}</updated>
    <content type="html">${escapeText(html)}</content>
  </entry>
`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeText(feed)}</id>
  <title>${escapeText(`Comments on ${paper.titleText}`)}</title>
  <link rel="self" href="${escapeText(feed)}"/>
  <link href="${escapeText(page)}"/>
  <updated>${updated.toISOString()}</updated>
${entries.join('')}</feed>
`
}
