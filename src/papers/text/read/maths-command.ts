import { setFormula } from '../formula/set-formula.ts'
import { boundedCache } from '../formula/bounded-cache.ts'
import { argumentAt, words, type Next, type Reading } from './reading.ts'

// How many arguments a command of formulas takes. Symbols, which take none, are asked of the typesetter.
const ARGUMENTS: Record<string, number> = {
  frac: 2,
  tfrac: 2,
  dfrac: 2,
  nicefrac: 2,
  sfrac: 2,
  binom: 2,
  stackrel: 2,
  overset: 2,
  underset: 2,
  sqrt: 1,
  mathcal: 1,
  mathbb: 1,
  mathbf: 1,
  mathrm: 1,
  mathsf: 1,
  mathit: 1,
  mathtt: 1,
  mathfrak: 1,
  mathscr: 1,
  boldsymbol: 1,
  bm: 1,
  hat: 1,
  tilde: 1,
  bar: 1,
  vec: 1,
  dot: 1,
  ddot: 1,
  overline: 1,
  widetilde: 1,
  widehat: 1,
  operatorname: 1,
  mathbbm: 1,
  mathds: 1,
}

const SIZES = /^(?:left|right|[bB]igg?[lrm]?)$/

const LOOKUPS_MAX = 200 // in one text; each costs 25 µs once

/** A command that belongs in a formula but stands outside of one. Null when it is no such command. */
export function readMathsCommand(
  reading: Reading,
  name: string,
  at: number,
  next: number,
  to: number,
): Next {
  if (SIZES.test(name)) return next
  const count = ARGUMENTS[name] ?? (isSymbol(reading, name) ? 0 : null)
  if (count === null) return null

  const argumentsTo = argumentsEnd(reading, next, to, count)
  if (argumentsTo === next && count > 0) {
    // \sqrt\log n: how far the root goes was lost with its braces, so only the sign is set.
    words(reading, name === 'sqrt' ? '√' : '')
    return next
  }
  const end = scriptsEnd(reading, argumentsTo, to)
  const tex = reading.source.slice(at, end)
  reading.pieces.push({ kind: 'formula', ...setFormula(tex, false, reading.macros) })
  return end
}

function argumentsEnd(reading: Reading, at: number, to: number, count: number): number {
  let end = at
  for (let taken = 0; taken < count; taken++) {
    const argument = argumentAt(reading, end, to)
    if (argument) {
      end = argument.next
      continue
    }
    const bare = /\s*(?:\\(?!sqrt|frac|log|ln|left|big)[A-Za-z]+(?:\{[^{}]*\})?|[^\s{}\\$])/y
    bare.lastIndex = end
    end = Math.min(to, end + (bare.exec(reading.source)?.[0].length ?? 0))
  }
  return end
}

/** Powers and indices that follow at once belong to the same formula. */
function scriptsEnd(reading: Reading, at: number, to: number): number {
  let end = at
  while (end < to && /[\^_]/.test(reading.source[end]!)) {
    const next = reading.source[end + 1] ?? ' '
    const argument = next === '{' ? argumentAt(reading, end + 1, to) : null
    if (argument) end = argument.next
    else if (/[A-Za-z\d*+-]/.test(next) && end + 2 <= to) end += 2
    else break
  }
  return end
}

const symbols = boundedCache<boolean>(4_000)

function isSymbol(reading: Reading, name: string): boolean {
  if (reading.macros && `\\${name}` in reading.macros) return true
  const known = symbols.get(name)
  if (known !== undefined) return known
  if (reading.lookups++ >= LOOKUPS_MAX) return false

  const is = isSetAsSymbol(name)
  symbols.set(name, is)
  return is
}

/** What the typesetter does not know, it would set as its name. */
function isSetAsSymbol(name: string): boolean {
  const { text, html } = setFormula(`\\${name}`, false)
  return text !== '' &&
    !html.startsWith('<code>') &&
    !html.includes(`<mi>${name}</mi>`) &&
    text.length <= 6
    ? true
    : isFunction(name)
}

const FUNCTIONS = new Set(
  'log ln exp max min sup inf lim arg det dim gcd sin cos tan tanh Pr mod argmax argmin poly polylog'.split(
    ' ',
  ),
)

function isFunction(name: string): boolean {
  return FUNCTIONS.has(name)
}
