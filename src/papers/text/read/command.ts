import { setFormula } from '../formula/set-formula.ts'
import { CHARACTERS, DROPPED, LETTERS, MARKS, SILENT, WRAPPERS } from '../text-commands.ts'
import { readCitation, readFootnote, readReference } from './citation.ts'
import { readBegin, readEnd, readItem, readParagraph, readVerb } from './environment.ts'
import { readHref, readUrl } from './link-command.ts'
import { readMathsCommand } from './maths-command.ts'
import { argumentAt, marked, skipOption, skipSpaces, words, type Reading } from './reading.ts'
import { readUnknown } from './unknown-command.ts'

const NAME = /\\([A-Za-z]+)(?:\*(?=[[{|]))?/y

/** A backslash and a name in running text, with its arguments. Returns where to read on. */
export function readCommand(reading: Reading, at: number, to: number): number {
  NAME.lastIndex = at
  const name = NAME.exec(reading.source)![1]!
  const next = Math.min(to, NAME.lastIndex)

  const own = OWN.get(name)
  if (own) return own(reading, next, to)
  if (/cite/i.test(name)) return readCitation(reading, name, next, to)
  if (CHARACTERS.has(name)) return readCharacter(reading, name, at, next, to)
  if (SILENT.has(name)) {
    return skipEmptyArgument(reading, skipSpaces(reading, next, to), to)
  }
  if (DROPPED.has(name)) return skipArguments(reading, next, to, DROPPED.get(name)!)
  if (MARKS.has(name) || WRAPPERS.has(name)) return readWrapper(reading, name, next, to)
  return readMathsCommand(reading, name, at, next, to) ?? readUnknown(reading, name, next, to)
}

type ReadArguments = (reading: Reading, at: number, to: number) => number

const OWN = new Map<string, ReadArguments>([
  ['url', readUrl],
  ['path', readUrl],
  ['href', readHref],
  ['footnote', readFootnote],
  ['ref', readReference],
  ['eqref', readReference],
  ['cref', readReference],
  ['Cref', readReference],
  ['autoref', readReference],
  ['begin', readBegin],
  ['end', readEnd],
  ['item', readItem],
  ['par', readParagraph],
  ['enquote', readEnquote],
  ['ensuremath', readEnsureMath],
  ['verb', readVerb],
])

/** \textbf{…} and \mbox{…}: the argument, marked or not. A switch without one, \em, sets nothing outside of a group. */
function readWrapper(reading: Reading, name: string, next: number, to: number): number {
  const dropped = WRAPPERS.get(name) ?? 0
  const argument = argumentAt(reading, skipArguments(reading, next, to, dropped), to)
  if (!argument) return skipSpaces(reading, next, to)

  const mark = MARKS.get(name)
  if (mark) marked(reading, mark, argument.from, argument.to)
  else reading.inside(argument.from, argument.to)
  return argument.next
}

function readCharacter(
  reading: Reading,
  name: string,
  at: number,
  next: number,
  to: number,
): number {
  words(reading, CHARACTERS.get(name)!)
  const empty = skipEmptyArgument(reading, next, to)
  if (empty === next && /deg/.test(name) && /^ [CF]\b/.test(reading.source.slice(next, next + 3)))
    return next + 1
  if (empty !== next || !LETTERS.has(name)) return empty
  // 'J\o rgensen' and '\L ukasiewicz', but '5 \AA resolution'.
  const isInWord = /\p{L}/u.test(reading.source[at - 1] ?? '') || /^[oOlLs]/.test(name)
  return isInWord ? skipSpaces(reading, next, to) : next
}

function readEnquote(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  words(reading, '“')
  reading.inside(argument.from, argument.to)
  words(reading, '”')
  return argument.next
}

function readEnsureMath(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  const tex = reading.source.slice(argument.from, argument.to)
  reading.pieces.push({ kind: 'formula', ...setFormula(tex, false, reading.macros) })
  return argument.next
}

function skipEmptyArgument(reading: Reading, at: number, to: number): number {
  return at + 1 < to && reading.source.startsWith('{}', at) ? at + 2 : at
}

function skipArguments(reading: Reading, at: number, to: number, count: number): number {
  let next = skipOption(reading, at, to)
  for (let taken = 0; taken < count; taken++) next = argumentAt(reading, next, to)?.next ?? next
  return next
}
