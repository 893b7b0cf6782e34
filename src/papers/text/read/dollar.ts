import { findFormula, type FoundFormula } from '../formula/find-formula.ts'
import { setFormula } from '../formula/set-formula.ts'
import type { Next, Reading } from './reading.ts'

const ACCENT_ONLY = /^\\['"`^~=.]\{?\\?[a-zA-Z]\}?$/
const TEXT_COMMAND = /\s*\\(?:text[a-z]*|emph|mbox)\s*(?=\{)/y

/** A formula, or a dollar: `$100K`. */
export function readDollar(reading: Reading, at: number, to: number): Next {
  const { source } = reading
  const formula = findFormula(source, at, to)
  if (formula) return readFormula(reading, formula)
  return source[at + 1] === '$' && at + 1 < to ? at + 2 : null // two dollars that open nothing mean nothing
}

export function readFormula(reading: Reading, { from, until, to, display }: FoundFormula): number {
  const tex = reading.source.slice(from, until)
  if (tex.trim() === '') return to
  if (!display && isWordsOnly(reading, tex, from, until)) {
    reading.inside(from, until)
    return to
  }
  const formula = setFormula(tex, display, reading.macros)
  reading.pieces.push({ kind: 'formula', ...formula })
  return to
}

/** $\textit{O}$bstacles: in dollars only because the page it was written for sets \textit nowhere else. */
function isWordsOnly(reading: Reading, tex: string, from: number, until: number): boolean {
  if (ACCENT_ONLY.test(tex)) return true
  TEXT_COMMAND.lastIndex = from
  const command = TEXT_COMMAND.exec(reading.source)
  const close = command ? reading.closers.get(from + command[0].length) : undefined
  return (
    close !== undefined && close < until && reading.source.slice(close + 1, until).trim() === ''
  )
}
