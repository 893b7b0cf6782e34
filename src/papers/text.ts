import { clean, MAX_CHARACTERS } from './text/clean.ts'
import { translateMarkup } from './text/foreign-markup.ts'
import { wholeFormulas, withoutRemains } from './text/fragment.ts'
import { mayHaveLostTex, restoreTex } from './text/lost-tex.ts'
import type { Piece } from './text/piece.ts'
import { readText, type ReadOptions } from './text/read/read.ts'
import { writeLine, writeParagraphs } from './text/write-html.ts'
import { writeText } from './text/write-text.ts'

/** `text` is what a person would type, for search, mail and feeds; `html` is safe to put into a page as it is. */
export interface Rendered {
  text: string
  html: string
}

/** The text of `renderTitle` alone. */
export function plainTitle(raw: string): string {
  return isPlain(raw) ? raw : writeText(readTitle(raw), { links: false })
}

/** The text of `renderAbstract` alone. */
export function plainAbstract(raw: string, title = ''): string {
  return isPlain(raw) ? raw : writeText(readAbstract(raw, title), { links: true })
}

/** A title as one line: no links, no paragraphs, no footnotes. Never throws. */
export function renderTitle(raw: string): Rendered {
  if (isPlain(raw)) return { text: raw, html: raw }
  const pieces = readTitle(raw)
  return { text: writeText(pieces, { links: false }), html: writeLine(pieces) }
}

/**
 * An abstract: `<p>…</p>` for each paragraph, with formulas as MathML and URLs as links. Never throws.
 * The paper's title, when given, tells how a macro such as `\ournet` is spelled.
 */
export function renderAbstract(raw: string, title = ''): Rendered {
  if (isPlain(raw)) return { text: raw, html: raw === '' ? '' : `<p>${raw}</p>` }
  const pieces = readAbstract(raw, title)
  return { text: writeText(pieces, { links: true }), html: writeParagraphs(pieces) }
}

/**
 * A few words cut out of a title or an abstract, as a person would type them: no remains of TeX, whatever the cut
 * halved. `whole` is the text around, which tells how a macro such as `\ournet` is spelled. Never throws.
 */
export function renderFragment(raw: string, whole = raw): string {
  if (isPlain(raw)) return raw
  const pieces = read(wholeFormulas(raw), { names: whole, notes: false })
  return withoutRemains(writeText(pieces, { links: false }))
}

const SPACE: Piece = { kind: 'words', words: ' ' }

// What any rule about a text starts with. A text without all of it is shown as it is; three in four are. Apart, as characters alone
// are looked for twice as fast.
const SPECIAL =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- control characters are removed, marks joined
  /[\\$`~{}^_&<>\0-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/
const SPECIAL_TOGETHER = /--|''|\*\*| {2}|^ | $|:\/\/|www\.|(?<=[a-z0-9])\.[a-z]{2}/

function isPlain(raw: string): boolean {
  return (
    raw.length <= MAX_CHARACTERS &&
    !SPECIAL.test(raw) &&
    !SPECIAL_TOGETHER.test(raw) &&
    !mayHaveLostTex(raw) &&
    raw.isWellFormed()
  )
}

function readTitle(raw: string): Piece[] {
  return read(raw, { names: raw, notes: false }).map((piece) =>
    piece.kind === 'paragraph' ? SPACE : piece,
  )
}

function readAbstract(raw: string, title: string): Piece[] {
  return read(raw, { names: `${title} ${raw}`, notes: true })
}

function read(raw: string, options: ReadOptions): Piece[] {
  const cleaned = translateMarkup(clean(raw))
  return readText(mayHaveLostTex(cleaned) ? restoreTex(cleaned) : cleaned, options)
}
