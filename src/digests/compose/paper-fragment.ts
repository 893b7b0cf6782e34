import { quotedPrintable } from '../../mail/mime/quoted-printable.ts'
import { markup } from './markup.ts'
import type { ShownPaper } from '../shown-paper.ts'

/** A paper in a mail, encoded: made once for all readers who get it for the same reason. */
export interface Fragment {
  text: string // quoted-printable lines
  html: string
  htmlBytes: number // before encoding: what mail programs cut at
}

/** What a fragment is made of besides the paper. */
export interface FragmentFrame {
  paperUrl: (id: string) => string
  reason: string
  isShort: boolean
}

const SHORT_GIST = 140 // characters, in a mail that would be too long otherwise

export function paperFragment(paper: ShownPaper, frame: FragmentFrame): Fragment {
  const gist = frame.isShort ? shortened(paper.gist) : paper.gist
  const shown = { ...paper, gist, links: frame.isShort ? [] : paper.links }
  const made = asHtml(shown, frame)
  return {
    text: quotedPrintable(asText(shown, frame)),
    html: quotedPrintable(made),
    htmlBytes: Buffer.byteLength(made) + 2,
  }
}

function asText(paper: ShownPaper, { paperUrl, reason }: FragmentFrame): string {
  const lines = [
    paper.title,
    authorsOf(paper),
    paper.gist,
    [whyHere(reason), ...paper.facts].filter((part) => part !== '').join(' · '),
    paperUrl(paper.id),
    ...paper.links.map(({ kind, url }) => `${kind}: ${url}`),
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n`
}

function asHtml(paper: ShownPaper, { paperUrl, reason }: FragmentFrame): string {
  const facts = [whyHere(reason), ...paper.facts].filter((part) => part !== '')
  const links = paper.links.map(
    ({ kind, url }) =>
      markup`<a class="link" style="color:#1c4870" aria-label="${kind} of ${paper.title.slice(0, LABEL_MOST)}" href="${url}">${kind}</a>`,
  )
  return markup`<tr><td class="paper" style="padding:18px 0;border-top:1px solid #cfc9ba">
<h2 style="margin:0;font:bold 19px/1.3 Georgia,serif"><a class="ink" style="color:#1b1a17;text-decoration:none" href="${paperUrl(paper.id)}">${paper.title}</a></h2>
${paper.authors.length > 0 ? soft(authorsOf(paper), 4) : ''}
${paper.gist === '' ? '' : markup`<p style="margin:8px 0 0;font:16px/1.5 Georgia,serif">${paper.gist}</p>`}
${
  facts.length + links.length > 0
    ? soft(
        [...facts, ...links].map((part, at) => markup`${at > 0 ? ' · ' : ''}${part}`),
        8,
      )
    : ''
}
</td></tr>`.toString()
}

const LABEL_MOST = 60 // characters of a title that tell a screen reader whose code this is

function soft(content: unknown, space: number) {
  return markup`<p class="soft" style="margin:${space}px 0 0;font:14px/1.45 Arial,sans-serif;color:#595449">${content}</p>`
}

function authorsOf({ authors, moreAuthors }: ShownPaper): string {
  return moreAuthors > 0 ? `${authors.join(', ')} and ${moreAuthors} more` : authors.join(', ')
}

/** Why the paper is in the mail, in words. Empty for what everybody gets. */
export function whyHere(reason: string): string {
  const [, kind, value = ''] = /^(topic|search):(.*)$/s.exec(reason) ?? []
  if (kind === 'topic') return `Your topic: ${value.replaceAll('-', ' ')}`
  return kind === 'search' ? `Your search: ${value}` : ''
}

function shortened(text: string): string {
  if (text.length <= SHORT_GIST) return text
  return `${text.slice(0, text.lastIndexOf(' ', SHORT_GIST)).trimEnd()}…`
}
