import { readAccent } from '../accents.ts'
import { findFormula } from '../formula/find-formula.ts'
import { readCommand } from './command.ts'
import { readFormula } from './dollar.ts'
import { words, type Next, type Reading } from './reading.ts'

// What a backslash and a sign show. A sign that is not here shows itself: \%, \&, \#, \$, \_, \{, \".
const SIGNS: Record<string, string> = {
  ' ': ' ',
  '\n': ' ',
  ',': '\u00a0',
  ';': ' ',
  ':': ' ',
  '>': ' ',
  '/': '',
  '-': '',
  '@': '',
  '!': '',
  '|': '‖',
}

export function readBackslash(reading: Reading, at: number, to: number): Next {
  const sign = reading.source[at + 1]
  if (sign === undefined || at + 1 >= to) return at + 1

  const accent = readAccent(reading.source, at)
  if (accent && accent.to <= to) {
    words(reading, accent.letters)
    return accent.to
  }
  if (/[A-Za-z]/.test(sign)) return readCommand(reading, at, to)
  if (sign === '(' || sign === '[') {
    const formula = findFormula(reading.source, at, to)
    if (formula) return readFormula(reading, formula)
  }
  if (sign === '\\') return readNewLine(reading, at, to)

  const isAt = sign === '@' && /\d/.test(reading.source[at + 2] ?? '') // Recall\@5, not 'et al.\@ '
  words(reading, isAt ? '@' : (SIGNS[sign] ?? sign))
  return at + 2
}

/** `\\` and `\\[2pt]` end a line, and a line of text goes on. */
function readNewLine(reading: Reading, at: number, to: number): number {
  const option = /\\\\\*?(?:\[[\d.]+[a-z]{2}\])?/y
  option.lastIndex = at
  words(reading, ' ')
  return Math.min(to, at + (option.exec(reading.source)?.[0].length ?? 2))
}
