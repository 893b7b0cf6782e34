import type { FoundLink } from '../links.ts'
import type { Macros } from '../formula/macros.ts'
import type { Mark, Piece } from '../piece.ts'

/** A text being read from left to right: what is known about it, and what it gave so far. */
export interface Reading {
  source: string
  notes: boolean // whether footnotes are shown
  names: string // where a macro's name may be spelled out: title and abstract
  closers: Map<number, number> // by matchBraces
  links: FoundLink[] // in order; those before `nextLink` are behind us
  nextLink: number
  macros: Macros | null // the text's own definitions
  pieces: Piece[]
  verbatim: boolean // inside \texttt
  singleQuotes: Set<number> // where a quotation that began with ` ends
  inQuotation: boolean // after `` and before ''
  lookups: number // unknown commands that were looked for elsewhere, up to LOOKUPS_MAX
  /** Reads a range one level deeper, such as the inside of braces. */
  inside(from: number, to: number): void
}

/** Names in one text that are asked of the typesetter or looked for in the text, at 25 µs each. */
export const LOOKUPS_MAX = 200

/** What a reader of one kind of character returns: where to read on, or null when the character is only itself. */
export type Next = number | null

export function words(reading: Reading, text: string): void {
  if (text === '') return
  const last = reading.pieces.at(-1)
  if (last?.kind === 'words') last.words += text
  else reading.pieces.push({ kind: 'words', words: text })
}

export function marked(reading: Reading, mark: Mark, from: number, to: number): void {
  const outer = reading.verbatim
  reading.verbatim ||= mark === 'code'
  reading.pieces.push({ kind: 'open', mark })
  reading.inside(from, to)
  reading.pieces.push({ kind: 'close', mark })
  reading.verbatim = outer
}

/** An argument in braces that starts at or after `at`, spaces skipped, or null. `from` and `to` are inside the braces. */
export function argumentAt(
  reading: Reading,
  at: number,
  end: number,
): { from: number; to: number; next: number } | null {
  let open = at
  while (open < end && reading.source[open] === ' ') open++
  if (reading.source[open] !== '{') return null
  const close = reading.closers.get(open)
  return close === undefined || close >= end ? null : { from: open + 1, to: close, next: close + 1 }
}

/** Behind an option in square brackets, as in `\cite[p. 5]{…}`, or `at` when there is none. */
export function skipOption(reading: Reading, at: number, end: number): number {
  if (reading.source[at] !== '[') return at
  const option = reading.source.slice(at, Math.min(end, at + OPTION_CHARACTERS_MAX))
  return at + option.indexOf(']') + 1
}

const OPTION_CHARACTERS_MAX = 200

export function skipSpaces(reading: Reading, at: number, to: number): number {
  let next = at
  while (next < to && reading.source[next] === ' ') next++
  return next
}
