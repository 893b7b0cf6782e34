import { setFormula } from '../formula/set-formula.ts'
import { MAX_FORMULA_CHARACTERS } from '../formula/find-formula.ts'
import { DISPLAYS } from '../text-commands.ts'
import { argumentAt, skipOption, skipSpaces, words, type Reading } from './reading.ts'

/** `\begin{…}`: a formula up to its `\end`, or nothing, with what is inside read as text. */
export function readBegin(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  const name = reading.source.slice(argument.from, argument.to)
  if (!DISPLAYS.has(name.replace('*', ''))) return skipOption(reading, argument.next, to)

  const closing = `\\end{${name}}`
  const ahead = reading.source.slice(argument.next, Math.min(to, at + MAX_FORMULA_CHARACTERS))
  const end = argument.next + ahead.indexOf(closing)
  if (end < argument.next) return argument.next
  const tex = reading.source.slice(at - '\\begin'.length, end + closing.length)
  reading.pieces.push({ kind: 'formula', ...setFormula(tex, true, reading.macros) })
  return end + closing.length
}

export function readEnd(reading: Reading, at: number, to: number): number {
  return argumentAt(reading, at, to)?.next ?? at
}

export function readItem(reading: Reading, at: number, to: number): number {
  reading.pieces.push({ kind: 'paragraph' })
  words(reading, '• ')
  return skipSpaces(reading, skipOption(reading, at, to), to)
}

export function readParagraph(reading: Reading, at: number, to: number): number {
  reading.pieces.push({ kind: 'paragraph' })
  return skipSpaces(reading, at, to)
}

const VERBATIM_CHARACTERS_MAX = 300

/** `\verb|x|`, or `\verb{x}` of an author who knows other commands better. */
export function readVerb(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  const delimiter = reading.source[at] ?? ' '
  const close =
    argument?.to ??
    reading.source.slice(at, Math.min(to, at + VERBATIM_CHARACTERS_MAX)).indexOf(delimiter, 1) + at
  if (close <= at) return at
  reading.pieces.push({ kind: 'open', mark: 'code' })
  words(reading, reading.source.slice(argument?.from ?? at + 1, close))
  reading.pieces.push({ kind: 'close', mark: 'code' })
  return close + 1
}
