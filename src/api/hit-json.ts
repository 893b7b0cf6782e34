import { escapeText } from '../papers/text/escape.ts'
import type { FoundPaper } from '../papers/list-store.ts'
import type { Hit } from '../search/search.ts'
import type { Api } from './api.ts'
import { thumbnail } from './daily-json.ts'
import { listedAt, paperJson } from './paper-json.ts'

/** A paper that was found, as clients of the daily papers API read it. The highlighted texts are HTML. */
export function hitJson(api: Api, paper: FoundPaper, { highlights }: Hit) {
  const inner = paperJson(paper)
  const at = listedAt(paper)
  return {
    paper: inner,
    ...(at && { publishedAt: at }),
    title: inner.title,
    summary: inner.summary,
    thumbnail: thumbnail(api),
    numComments: paper.comments,
    upvoted: false,
    isAuthorParticipating: false,
    highlightedTitle: highlighted(inner.title, highlights.title),
    highlightedSummary: highlighted(inner.summary, highlights.abstract),
  }
}

function highlighted(text: string, ranges: [start: number, end: number][]): string {
  let html = ''
  let at = 0
  for (const [start, end] of ranges) {
    if (end > text.length) break // the text has changed since it was indexed
    html += `${escapeText(text.slice(at, start))}<mark>${escapeText(text.slice(start, end))}</mark>`
    at = end
  }
  return html + escapeText(text.slice(at))
}
