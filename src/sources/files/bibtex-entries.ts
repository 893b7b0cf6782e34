import type { Piece } from '../row.ts'
import { type Abbreviations, define, definitionsFor, noAbbreviations } from './bibtex-strings.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'

/** Where an entry begins: '@article{', '@ARTICLE (' … */
const ENTRY_START = /@\s*([a-z]+)\s*([{(])/gi

/** An entry at the beginning of a line: if another one is still open there, that one never ended. */
const ENTRY_AT_LINE_START = /^@\s*[a-z]+\s*[{(]/i

const NO_ENTRIES = new Set(['comment', 'preamble'])

interface Open {
  line: number
  type: string
  closing: string
  depth: number
  parts: string[]
  length: number
}

/**
 * The entries of a BibTeX file, one batch for each batch of lines. What stands between entries is a comment in
 * BibTeX and is skipped. The abbreviations (@string) that an entry needs are written in front of it, so that the
 * entry can be read alone. Braces are counted as BibTeX does: a backslash does not excuse them.
 */
export async function* bibtexEntries(batches: AsyncIterable<Piece[]>): AsyncGenerator<Piece[]> {
  const strings = noAbbreviations()
  let open: Open | null = null

  for await (const batch of batches) {
    const pieces: Piece[] = []
    for (const piece of batch) {
      if (!('text' in piece)) {
        pieces.push(piece)
        continue
      }
      if (open && ENTRY_AT_LINE_START.test(piece.text)) {
        pieces.push({ line: open.line, reason: 'The entry never ends: a brace is missing.' })
        open = null
      }
      open = scanLine(piece.text, piece.line, open, (entry) =>
        pieces.push(...finished(entry, strings)),
      )
    }
    yield pieces
  }
  if (open) yield [{ line: open.line, reason: 'The file ends inside this entry.' }]
}

/** Follows the entries through one line. Returns the one that is still open at its end. */
function scanLine(
  text: string,
  line: number,
  opened: Open | null,
  finish: (entry: Open) => void,
): Open | null {
  let open = opened
  let at = 0
  while (at < text.length) {
    if (!open) {
      ENTRY_START.lastIndex = at
      const start = ENTRY_START.exec(text)
      if (!start) return null
      const closing = start[2] === '{' ? '}' : ')'
      const type = start[1]!.toLowerCase()
      open = { line, type, closing, depth: 0, parts: [], length: 0 }
      hold(open, start[0])
      at = start.index + start[0].length
    }
    const end = endOfEntry(open, text, at)
    hold(open, text.slice(at, end ?? undefined))
    if (end === null) break
    finish(open)
    open = null
    at = end
  }
  if (open) hold(open, '\n')
  return open
}

/** Where in the line the entry ends, or null. Keeps count of the braces in it. */
function endOfEntry(open: Open, text: string, start: number): number | null {
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at]
    if (open.depth === 0 && sign === open.closing) return at + 1
    if (sign === '{') open.depth += 1
    else if (sign === '}' && open.depth > 0) open.depth -= 1
  }
  return null
}

function hold(open: Open, text: string): void {
  open.length += text.length
  if (open.length > ENTRY_BYTES_MAX) open.parts = []
  else open.parts.push(text)
}

function finished(entry: Open, strings: Abbreviations): Piece[] {
  const { line, type } = entry
  if (NO_ENTRIES.has(type)) return []
  if (entry.length > ENTRY_BYTES_MAX) return [{ line, reason: `The entry is ${ENTRY_TOO_LONG}.` }]

  const text = entry.parts.join('')
  if (type === 'string') return define(text, line, strings)
  const whole = [...definitionsFor(text, strings), text].join('\n')
  return whole.length > ENTRY_BYTES_MAX
    ? [{ line, reason: `With its abbreviations the entry is ${ENTRY_TOO_LONG}.` }]
    : [{ line, text: whole }]
}
