import type { Mark } from '../piece.ts'
import { argumentAt, marked, words, type Next, type Reading } from './reading.ts'

const SCRIPT_CHARACTERS_MAX = 40 // between braces; a longer stretch is no power

/**
 * A power or an index that lost its dollars: M^{3}, 10^-5, G_{in}, F_1.
 * 'snake_case', '2^O(n)' and '^_^' stay as they are: only what reads one way is set.
 */
export function readScript(reading: Reading, at: number, to: number): Next {
  if (reading.verbatim) return null
  const mark = reading.source[at] === '^' ? 'above' : 'below'
  return readBraced(reading, mark, at, to) ?? readBare(reading, mark, at, to)
}

function readBraced(reading: Reading, mark: Mark, at: number, to: number): Next {
  const inner = argumentAt(reading, at + 1, to)
  if (!inner || reading.source[at + 1] !== '{') return null
  if (inner.to - inner.from > SCRIPT_CHARACTERS_MAX) return null
  if (inner.to > inner.from) marked(reading, mark, inner.from, inner.to)
  return inner.next
}

const POWER = /\^([+-]?\d+(?![\d./]*\/)|[+*-](?![\w({])|[A-Za-z](?![A-Za-z\d({/]))/y
const INDEX = /_(\d(?![\d_])|\d\d?(?![\dA-Za-z_.])|[A-Za-z](?![A-Za-z\d_.]))/y

function readBare(reading: Reading, mark: Mark, at: number, to: number): Next {
  const pattern = mark === 'above' ? POWER : INDEX
  pattern.lastIndex = at
  const script = pattern.exec(reading.source)?.[1]
  if (script === undefined || at + 1 + script.length > to) return null
  if (!hasBase(reading.source.slice(Math.max(0, at - 4), at), mark)) return null

  reading.pieces.push({ kind: 'open', mark })
  words(reading, script)
  reading.pieces.push({ kind: 'close', mark })
  return at + 1 + script.length
}

/** A power stands on a word, a number or a bracket; an index on a symbol of one or two letters, or on a power. */
function hasBase(before: string, mark: Mark): boolean {
  return mark === 'above'
    ? /[\p{L}\p{N})\]|}]$/u.test(before)
    : /(?:^|[^\p{L}\p{N}_./\\-])\p{L}{1,2}$|[)|}\]]$|\p{L}\^\d$/u.test(before)
}
