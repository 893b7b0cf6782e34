import { MARKS } from '../text-commands.ts'
import { marked, words, type Next, type Reading } from './reading.ts'

const SWITCH = /\\([A-Za-z]+)(?![A-Za-z])\s*/y

/**
 * Braces without a command. They group: {\em word}, {B}ayesian, {\"o}; and are dropped.
 * In {0,1} or {x : x > 0} they are the braces of a set that lost its backslashes, and stay.
 */
export function readBrace(reading: Reading, at: number, to: number): Next {
  const close = reading.closers.get(at)
  if (close === undefined || close >= to) return readLoneBrace(reading, at)

  SWITCH.lastIndex = at + 1
  const found = SWITCH.exec(reading.source)
  const mark = found ? MARKS.get(found[1]!) : undefined
  if (mark !== undefined && reading.source[SWITCH.lastIndex] !== '{') {
    marked(reading, mark, SWITCH.lastIndex, close)
    return close + 1
  }

  const isSet = !reading.verbatim && isSetOfThings(reading.source, at, close)
  words(reading, isSet ? '{' : '')
  reading.inside(at + 1, close)
  words(reading, isSet ? '}' : '')
  return close + 1
}

/** ' { ' is what a PDF reader makes of an en dash, which has that place in TeX's old fonts. */
function readLoneBrace(reading: Reading, at: number): number {
  if (/^\s\{\s/.test(reading.source.slice(at - 1, at + 2))) words(reading, '–')
  return at + 1
}

function isSetOfThings(source: string, open: number, close: number): boolean {
  if (/\w/.test(source[open - 1] ?? '') && /\w/.test(source[close + 1] ?? '')) return false
  const inner = source.slice(open + 1, close)
  return (
    /^[^\\]/.test(inner) &&
    /[,|:;=<>]|^[\d.-]+$|^[^A-Za-z]*$/.test(inner) &&
    !/^[A-Z][a-z]+ /.test(inner)
  )
}
