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
    pieces.map((piece) => (piece.kind === 'link' ? escapeText(piece.label) : html(piece))).join(''),
  )
}

/** Paragraphs, each `<p>…</p>`, or '' for no text. */
export function writeParagraphs(pieces: Piece[]): string {
  return paragraphs(pieces)
    .map((paragraph) => tidy(paragraph.map(html).join('')))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')
}

/** A mark that spans two paragraphs is closed in the first and opened again in the second. */
function paragraphs(pieces: Piece[]): Piece[][] {
  const all: Piece[][] = []
  const open: Mark[] = []
  let current: Piece[] = []

  for (const piece of pieces) {
    if (piece.kind === 'paragraph') {
      const ends = open.toReversed().map((mark): Piece => ({ kind: 'close', mark }))
      all.push([...current, ...ends])
      current = open.map((mark): Piece => ({ kind: 'open', mark }))
      continue
    }
    if (piece.kind === 'open') open.push(piece.mark)
    if (piece.kind === 'close') open.pop()
    current.push(piece)
  }
  return [...all, current]
}

function html(piece: Piece): string {
  switch (piece.kind) {
    case 'words':
      return escapeText(piece.words)
    case 'formula':
      return piece.html
    case 'link':
      return `<a href="${escapeAttribute(piece.url)}" rel="nofollow noopener">${escapeText(piece.label)}</a>`
    case 'open':
      return TAGS[piece.mark][0]
    case 'close':
      return TAGS[piece.mark][1]
    default:
      return ' '
  }
}

const EMPTY =
  /<(?:em|strong|code|u|sup|sub|span class="small-caps")>\s*<\/(?:em|strong|code|u|sup|sub|span)>/g

function tidy(line: string): string {
  return line.replace(EMPTY, '').replace(/ {2,}/g, ' ').trim()
}
