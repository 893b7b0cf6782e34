import { words, type Next, type Reading } from './reading.ts'

const QUOTATION_CHARACTERS_MAX = 300 // longer than any term or sentence in single quotes

/** TeX's opening quotes: `` for “, and ` for ‘ where a ' ends the quotation. `code` between two of them is code. */
export function readBacktick(reading: Reading, at: number, to: number): Next {
  if (reading.verbatim) return null
  if (reading.source[at + 1] === '`') {
    words(reading, '“')
    reading.inQuotation = true
    return at + 2
  }
  const apostrophe = readApostrophe(reading, at)
  if (apostrophe !== null) return apostrophe

  const ahead = reading.source.slice(at + 1, Math.min(to, at + QUOTATION_CHARACTERS_MAX))
  const ends = /(?<![\s`\\])['’](?![\p{L}\p{N}'])|`/u.exec(ahead)
  if (!ends || ends.index === 0) return null
  if (ends[0] !== '`') {
    if (ends[0] === "'") reading.singleQuotes.add(at + 1 + ends.index)
    words(reading, '‘')
    return at + 1
  }
  return readCode(reading, at + 1, ahead.slice(0, ends.index))
}

/** The model`s answer, STOC `98: a backtick that was meant for an apostrophe. */
function readApostrophe(reading: Reading, at: number): Next {
  const isPossessive = /^\p{L}`s(?!\p{L})/u.test(reading.source.slice(at - 1, at + 3))
  const isYear = /^ `\d\d(?![\d\p{L}'])/u.test(reading.source.slice(at - 1, at + 4))
  if (at === 0 || (!isPossessive && !isYear)) return null
  words(reading, '’')
  return at + 1
}

/** Markdown's `code`. A backtick that opens another word, as in '`a and `b', is only a backtick. */
function readCode(reading: Reading, from: number, code: string): Next {
  if (/^\s|\s$|\n/.test(code)) return null
  reading.pieces.push({ kind: 'open', mark: 'code' })
  words(reading, code)
  reading.pieces.push({ kind: 'close', mark: 'code' })
  return from + code.length + 1
}

/** '' closes a quotation, or opens one where a word starts; ' closes one that began with a backtick. */
export function readSingleQuote(reading: Reading, at: number): Next {
  if (reading.verbatim) return null
  const { source } = reading
  if (reading.singleQuotes.has(at)) {
    words(reading, '’')
    return at + 1
  }
  if (source[at + 1] !== "'") return null
  const opens = /[\s([{—–-]/.test(source[at - 1] ?? ' ') && /\S/.test(source[at + 2] ?? ' ')
  words(reading, opens ? '“' : '”')
  reading.inQuotation = opens
  return at + 2
}

/** A straight quote that closes what `` opened. Any other one stays as it was typed. */
export function readDoubleQuote(reading: Reading, at: number): Next {
  if (reading.verbatim || !reading.inQuotation) return null
  reading.inQuotation = false
  words(reading, '”')
  return at + 1
}

/** -- is an en dash and --- an em dash. A longer run is a line that somebody drew. */
export function readDash(reading: Reading, at: number, to: number): Next {
  let end = at
  while (end < to && reading.source[end] === '-') end++
  const length = end - at
  // [--1, 1] and (--c: somebody's converter made a dash of a minus sign.
  if (
    length === 2 &&
    /[([{=<>,]/.test(reading.source[at - 1] ?? '') &&
    /\w/.test(reading.source[end] ?? '')
  ) {
    words(reading, '-')
    return end
  }
  if (!reading.verbatim && (length === 2 || length === 3)) words(reading, length === 2 ? '–' : '—')
  else words(reading, '-'.repeat(length))
  return end
}
