import { escapeAttribute, escapeText } from './escape.ts'
import type { Mark, Piece } from './piece.ts'

/** Elements of text. Their only class is 'small-caps', which public/styles/maths.css sets. */
const TAGS: Record<Mark, [open: string, close: string]> = {
  emphasis: ['<em>', '</em>'],
  strong: ['<strong>', '</strong>'],
  code: ['<code>', '</code>'],
  underline: ['<u>', '</u>'],
  smallCaps: ['<span class="small-caps">', '</span>'],
  above: ['<sup>', '</sup>'],
  below: ['<sub>', '</sub>'],
}

/** One line: what would be a link is its label, what would be a paragraph is a space. */
export function writeLine(pieces: Piece[]): string {
  return tidy(
    writePieces(pieces, (piece) => (piece.kind === 'link' ? escapeText(piece.label) : ' ')),
  )
}

/** Paragraphs, each `<p>…</p>`, or '' for no text. */
export function writeParagraphs(pieces: Piece[]): string {
  const open: Mark[] = []
  const html = writePieces(
    pieces,
    (piece) => {
      if (piece.kind === 'link') return link(piece.url, piece.label)
      // A mark that spans two paragraphs is closed in the first and opened again in the second.
      const ends = open.map((mark) => TAGS[mark][1]).toReversed()
      return `${ends.join('')}\n\n${open.map((mark) => TAGS[mark][0]).join('')}`
    },
    open,
  )

  return html
    .split('\n\n')
    .map(tidy)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')
}

function writePieces(
  pieces: Piece[],
  special: (piece: Piece & { kind: 'link' | 'paragraph' }) => string,
  open: Mark[] = [],
): string {
  let html = ''
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'words':
        html += escapeText(piece.words)
        break
      case 'formula':
        html += piece.html
        break
      case 'open':
        open.push(piece.mark)
        html += TAGS[piece.mark][0]
        break
      case 'close':
        open.pop()
        html += TAGS[piece.mark][1]
        break
      default:
        html += special(piece)
    }
  }
  return html
}

function link(url: string, label: string): string {
  return `<a href="${escapeAttribute(url)}" rel="nofollow noopener">${escapeText(label)}</a>`
}

function tidy(html: string): string {
  return html
    .replace(
      /<(em|strong|code|u|sup|sub|span class="small-caps")>\s*<\/(?:em|strong|code|u|sup|sub|span)>/g,
      '',
    )
    .replace(/ {2,}/g, ' ')
    .trim()
}
