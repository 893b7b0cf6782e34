import { argumentAt, skipOption, words, type Reading } from './reading.ts'

const MISSING = '[…]'

// Words that need what they point at: 'as in […]' reads, 'as in' does not.
const NEEDS_OBJECT =
  /(?:^|[\s(])(?:in|of|by|from|to|see|with|and|or|on|than|as|following|works?|paper|e\.g\.,?|cf\.|that|who|for)\s*$/i

const TEXTUAL = /^(?:citet|newcite|textcite|citeauthor)/i // names its authors, as a word of the sentence

/** A citation without its bibliography: left out where the sentence reads without it, else '[…]'. */
export function readCitation(reading: Reading, name: string, at: number, to: number): number {
  const options = skipOption(reading, skipOption(reading, at, to), to)
  const argument = argumentAt(reading, options, to)
  if (!argument) return at

  const last = reading.pieces.at(-1)
  const before = last?.kind === 'words' ? last.words : null
  if (
    before === null ||
    TEXTUAL.test(name) ||
    /(?:^|[.(]\s*)$/.test(before) ||
    NEEDS_OBJECT.test(before.slice(-20))
  ) {
    words(reading, MISSING)
    return argument.next
  }
  const after = reading.source[argument.next] ?? ' '
  if (last?.kind === 'words') last.words = before.replace(/[ \u00a0]$/, '')
  words(reading, /\w/.test(after) ? ' ' : '')
  return argument.next
}

/** 'Section \ref{…}': the number is not known here. */
export function readReference(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  words(reading, MISSING)
  return argument.next
}

/** A note at the foot of a page that has no foot: in brackets, where its mark was. */
export function readFootnote(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, skipOption(reading, at, to), to)
  if (!argument) return at
  if (!reading.notes) return argument.next

  const last = reading.pieces.at(-1)
  const isSpaced = last?.kind === 'words' && /\s$/.test(last.words)
  const hasFullStop = reading.source[argument.to - 1] === '.'
  words(reading, isSpaced ? '(' : ' (')
  reading.inside(argument.from, hasFullStop ? argument.to - 1 : argument.to)
  words(reading, ')')
  return argument.next
}
