import { setFormula } from '../formula/set-formula.ts'
import { boundedCache } from '../formula/bounded-cache.ts'
import { argumentAt, LOOKUPS_MAX, words, type Next, type Reading } from './reading.ts'

const ONE_ARGUMENT =
  'sqrt mathcal mathbb mathbf mathrm mathsf mathit mathtt mathfrak mathscr mathbbm mathds boldsymbol bm hat tilde bar ' +
  'vec dot ddot overline widetilde widehat operatorname'
const TWO_ARGUMENTS = 'frac tfrac dfrac nicefrac sfrac binom stackrel overset underset'

/** How many arguments a command of formulas takes. Symbols, which take none, are asked of the typesetter. */
const ARGUMENTS = new Map([
  ...ONE_ARGUMENT.split(' ').map((name): [string, number] => [name, 1]),
  ...TWO_ARGUMENTS.split(' ').map((name): [string, number] => [name, 2]),
])

const SIZES = /^(?:left|right|[bB]igg?[lrm]?)$/

/** A command that belongs in a formula but stands outside of one. Null when it is no such command. */
export function readMathsCommand(
  reading: Reading,
  name: string,
  at: number,
  next: number,
  to: number,
): Next {
  if (SIZES.test(name)) return next
  const count = ARGUMENTS.get(name) ?? (isSymbol(reading, name) ? 0 : null)
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

const SYMBOL_CHARACTERS_MAX = 6 // '≥', 'log', 'argmax'

const FUNCTIONS = new Set(
  'log ln lg exp max min sup inf lim arg det dim gcd ker sin cos tan tanh Pr mod argmax argmin poly polylog'.split(
    ' ',
  ),
)

/** What the typesetter does not know, it sets as a name: then only the names of functions are symbols. */
function isSetAsSymbol(name: string): boolean {
  const { text, html } = setFormula(`\\${name}`, false)
  if (FUNCTIONS.has(name)) return true
  const isKnown = text !== '' && !html.startsWith('<code>') && !html.includes(`<mi>${name}</mi>`)
  return isKnown && text.length <= SYMBOL_CHARACTERS_MAX
}
