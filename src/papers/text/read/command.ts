import { safeUrl } from '../links.ts'
import { setFormula, stripTex } from '../formula/set-formula.ts'
import {
  CHARACTERS,
  DISPLAYS,
  DROPPED,
  FIRST_DROPPED,
  LETTERS,
  MARKS,
  SILENT,
  TRANSPARENT,
} from '../text-commands.ts'
import { readMathsCommand } from './maths-command.ts'
import { readUnknown } from './unknown-command.ts'
import { writeText } from '../write-text.ts'
import { argumentAt, marked, skipOption, words, type Reading } from './reading.ts'

/** A backslash and a name in running text, with its arguments. Returns where to read on. */
export function readCommand(reading: Reading, at: number, to: number): number {
  const pattern = /\\([A-Za-z]+)\*?/y
  pattern.lastIndex = at
  const match = pattern.exec(reading.source)!
  const name = match[1]!
  const next = Math.min(to, at + 1 + name.length + (isStarred(reading, match[0]) ? 1 : 0))

  const own = OWN[name]
  if (own) return own(reading, next, to)
  if (/cite/i.test(name)) return readCitation(reading, next, to)
  if (CHARACTERS.has(name)) return readCharacter(reading, name, at, next, to)
  if (SILENT.has(name)) return skipEmptyArgument(reading, skipSpaces(reading, next, to), to)
  if (DROPPED.has(name)) return skipArguments(reading, next, to, DROPPED.get(name)!)

  const mark = MARKS.get(name)
  const dropped = FIRST_DROPPED.get(name) ?? (TRANSPARENT.has(name) || mark ? 0 : null)
  if (dropped !== null) {
    const argument = argumentAt(reading, skipArguments(reading, next, to, dropped), to)
    if (!argument) return skipSpaces(reading, next, to)
    if (mark) marked(reading, mark, argument.from, argument.to)
    else reading.inside(argument.from, argument.to)
    return argument.next
  }
  return readMathsCommand(reading, name, at, next, to) ?? readUnknown(reading, name, next, to)
}

const OWN: Record<string, (reading: Reading, at: number, to: number) => number> = {
  url: readUrl,
  path: readUrl,
  href: readHref,
  footnote: readFootnote,
  ref: readReference,
  eqref: readReference,
  cref: readReference,
  Cref: readReference,
  autoref: readReference,
  begin: readBegin,
  end: (reading, at, to) => argumentAt(reading, at, to)?.next ?? at,
  item: readItem,
  par: readParagraph,
  enquote: readEnquote,
  ensuremath: readEnsureMath,
  verb: readVerb,
}

function isStarred(reading: Reading, match: string): boolean {
  return (
    match.endsWith('*') &&
    /^\\(?:cite\w*|section|vspace|hspace|footnote|verb|url)\*/i.test(match) &&
    reading.source !== ''
  )
}

function readUrl(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  pushLink(reading, reading.source.slice(argument.from, argument.to), '')
  return argument.next
}

function readHref(reading: Reading, at: number, to: number): number {
  const address = argumentAt(reading, skipOption(reading, at, to), to)
  if (!address) return at
  const shown = argumentAt(reading, address.next, to)
  const label = shown ? textInside(reading, shown.from, shown.to) : ''
  pushLink(reading, reading.source.slice(address.from, address.to), label)
  return (shown ?? address).next
}

/** A range as plain text, for a place that holds no marks and no formulas. */
function textInside(reading: Reading, from: number, to: number): string {
  const outer = reading.pieces
  reading.pieces = []
  reading.inside(from, to)
  const text = writeText(reading.pieces, { links: false }).replace(/\s+/g, ' ')
  reading.pieces = outer
  return text
}

/** What is no web address is shown as words: its label, or itself. */
function pushLink(reading: Reading, raw: string, label: string): void {
  const written = raw.trim().replace(/\\([_%#&~])/g, '$1')
  const url = /^https?:\/\/|^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/i.test(written)
    ? safeUrl(written)
    : null
  const shown = label === '' ? written : label
  if (url === null) words(reading, label === '' ? stripTex(written) : label)
  else reading.pieces.push({ kind: 'link', url, label: shown })
}

/** A note at the foot of a page that has no foot: in brackets, where its mark was. */
function readFootnote(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, skipOption(reading, at, to), to)
  if (!argument) return at
  const last = reading.pieces.at(-1)
  const spaced = last?.kind === 'words' && /\s$/.test(last.words)
  words(reading, spaced ? '(' : ' (')
  const full = reading.source[argument.to - 1] === '.'
  reading.inside(argument.from, full ? argument.to - 1 : argument.to)
  words(reading, ')')
  return argument.next
}

// Words that need what they point at: 'as in […]' reads, 'as in' does not.
const NEEDS_OBJECT =
  /(?:^|[\s(])(?:in|of|by|from|to|see|with|and|or|on|than|as|following|work|works|paper|e\.g\.,?|cf\.|that|who|for)\s*$/i

/** A citation without its bibliography: left out where the sentence reads without it, else '[…]'. */
function readCitation(reading: Reading, at: number, to: number): number {
  let next = skipOption(reading, at, to)
  next = skipOption(reading, next, to)
  const argument = argumentAt(reading, next, to)
  if (!argument) return at

  const last = reading.pieces.at(-1)
  if (
    last?.kind === 'words' &&
    !NEEDS_OBJECT.test(last.words.slice(-20)) &&
    !/(?:^|[.(]\s*)$/.test(last.words)
  ) {
    last.words = last.words.replace(/[ \u00a0]$/, '')
    const gap = /^\s*\w/.test(reading.source.slice(argument.next, argument.next + 2))
    if (gap && !/^\s/.test(reading.source[argument.next] ?? ' ')) words(reading, ' ')
  } else {
    words(reading, '[…]')
  }
  return argument.next
}

function readReference(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  words(reading, '[…]')
  return argument.next
}

function readBegin(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  const name = reading.source.slice(argument.from, argument.to)
  if (!DISPLAYS.has(name.replace('*', ''))) return skipOption(reading, argument.next, to)

  const end = reading.source.indexOf(`\\end{${name}}`, argument.next)
  if (end < 0 || end >= to) return argument.next
  const next = end + `\\end{${name}}`.length
  const tex = reading.source.slice(at - '\\begin'.length, next)
  reading.pieces.push({ kind: 'formula', ...setFormula(tex, true, reading.macros) })
  return next
}

function readItem(reading: Reading, at: number, to: number): number {
  reading.pieces.push({ kind: 'paragraph' })
  words(reading, '• ')
  return skipSpaces(reading, skipOption(reading, at, to), to)
}

function readParagraph(reading: Reading, at: number, to: number): number {
  reading.pieces.push({ kind: 'paragraph' })
  return skipSpaces(reading, at, to)
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

function readVerb(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  const close = argument ? argument.to : reading.source.indexOf(reading.source[at] ?? ' ', at + 1)
  if (close < 0 || close >= to) return at
  reading.pieces.push({ kind: 'open', mark: 'code' })
  words(reading, reading.source.slice(argument?.from ?? at + 1, close))
  reading.pieces.push({ kind: 'close', mark: 'code' })
  return close + 1
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
  if (empty !== next || !LETTERS.has(name)) return empty
  // 'J\o rgensen' and 'stra\ss e', but '5 \AA resolution'.
  const inWord = /\p{L}/u.test(reading.source[at - 1] ?? '') || /^[oOlLs]/.test(name)
  return inWord ? skipSpaces(reading, next, to) : next
}

function skipEmptyArgument(reading: Reading, at: number, to: number): number {
  return at + 1 < to && reading.source.startsWith('{}', at) ? at + 2 : at
}

function skipArguments(reading: Reading, at: number, to: number, count: number): number {
  let next = skipOption(reading, at, to)
  for (let taken = 0; taken < count; taken++) next = argumentAt(reading, next, to)?.next ?? next
  return next
}

function skipSpaces(reading: Reading, at: number, to: number): number {
  let next = at
  while (next < to && reading.source[next] === ' ') next++
  return next
}
