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

/** A title as one line: no links, no paragraphs, no footnotes. Never throws. */
export function renderTitle(raw: string): Rendered {
  if (isPlain(raw)) return { text: raw, html: raw }
  const pieces = read(raw, { names: raw, notes: false }).map((piece) =>
    piece.kind === 'paragraph' ? SPACE : piece,
  )
  return { text: writeText(pieces, { links: false }), html: writeLine(pieces) }
}

/**
 * An abstract: `<p>…</p>` for each paragraph, with formulas as MathML and URLs as links. Never throws.
 * The paper's title, when given, tells how a macro such as `\ournet` is spelled.
 */
export function renderAbstract(raw: string, title = ''): Rendered {
  if (isPlain(raw)) return { text: raw, html: raw === '' ? '' : `<p>${raw}</p>` }
  const pieces = read(raw, { names: `${title} ${raw}`, notes: true })
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

// What any rule about a text starts with. A text without all of it is shown as it is; three in four are.
const SPECIAL =
  // oxlint-disable-next-line no-control-regex -- control characters are removed
  /[\\$`~{}^_&<>\0-\x1f\x7f-\xa0\xad\u061c\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|[\u0300-\u036f]|--|''|\*\*| {2}|^ | $|:\/\/|www\.|[a-z0-9]\.[a-z]{2}/

function isPlain(raw: string): boolean {
  return (
    raw.length <= MAX_CHARACTERS && !SPECIAL.test(raw) && !mayHaveLostTex(raw) && raw.isWellFormed()
  )
}

function read(raw: string, options: ReadOptions): Piece[] {
  const cleaned = translateMarkup(clean(raw))
  return readText(mayHaveLostTex(cleaned) ? restoreTex(cleaned) : cleaned, options)
}
