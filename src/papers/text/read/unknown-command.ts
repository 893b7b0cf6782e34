import { setFormula } from '../formula/set-formula.ts'
import { MARKS } from '../text-commands.ts'
import { argumentAt, LOOKUPS_MAX, words, type Reading } from './reading.ts'

/**
 * A macro of the author's own. With an argument it is a wrapper, \revised{text} or \ac{GPU}, and shows it; but one
 * character, as in \greedy{2}, is a parameter: greedy(2).
 * Alone it is a name, \ournet: spelled as title or abstract spell it elsewhere, else as it is.
 */
export function readUnknown(reading: Reading, name: string, next: number, to: number): number {
  const argument = reading.source[next] === '{' ? argumentAt(reading, next, to) : null
  if (argument && argument.to > argument.from) {
    const isParameter = argument.to - argument.from === 1
    words(reading, isParameter ? `${spelled(reading, name)}(` : '')
    reading.inside(argument.from, argument.to)
    words(reading, isParameter ? ')' : '')
    return argument.next
  }
  if (!readGlued(reading, name)) words(reading, spelled(reading, name))
  return argument ? argument.next : next
}

// A command whose argument lost its braces: \emphscaling, \mathbbR, \sqrtT. Names of symbols only before a capital:
// \betaVAE, but \starformer is a name. No name starts with an arrow.
const GLUED_MARK = /^(emph|textit|textbf|texttt|textsc|textsf|textrm|itbf)([A-Za-z]+)$/
const GLUED_MATHS =
  /^(?:(mathbb|mathcal|mathbf|mathrm|mathsf|sqrt|widetilde|overline)([A-Za-z])|(tilde|hat|bar|vec)([A-Z]))([A-Za-z]*)$/
const GLUED_SYMBOL =
  /^(?:(alpha|beta|gamma|delta|epsilon|lambda|sigma|theta|omega|propto|times|approx)(?=[A-Z])|((?:[rR]ight|[lL]eft|[lL]eftright)arrow))(\w+)$/

function readGlued(reading: Reading, name: string): boolean {
  const marked = GLUED_MARK.exec(name)
  if (marked) {
    const mark = MARKS.get(marked[1]!)
    if (mark) reading.pieces.push({ kind: 'open', mark })
    words(reading, marked[2]!)
    if (mark) reading.pieces.push({ kind: 'close', mark })
    return true
  }
  const maths = GLUED_MATHS.exec(name)
  const symbol = GLUED_SYMBOL.exec(name)
  if (!maths && !symbol) return false

  const tex = symbol
    ? `\\${symbol[1] ?? symbol[2]}`
    : `\\${maths![1] ?? maths![3]}{${maths![2] ?? maths![4]}}`
  reading.pieces.push({ kind: 'formula', ...setFormula(tex, false) })
  words(reading, symbol ? symbol[3]! : maths![5]!)
  return true
}

const NAME_LETTERS_MIN = 3 // shorter ones are found in any text
const NAME_LETTERS_MAX = 40

/** The first word of the text with the same letters and a capital, whatever its hyphens: \foobar → FooBar. */
function spelled(reading: Reading, name: string): string {
  if (name.length < NAME_LETTERS_MIN || name.length > NAME_LETTERS_MAX) return name
  if (reading.lookups++ >= LOOKUPS_MAX) return name
  const pattern = new RegExp(`(?<![\\\\\\w-])${name.split('').join('-?')}(?![\\w])`, 'gi')
  for (const [word] of reading.names.matchAll(pattern)) {
    if (/[A-Z]/.test(word)) return word
  }
  return name
}
