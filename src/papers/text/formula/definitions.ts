import { matchBraces } from '../braces.ts'
import type { Macros } from './macros.ts'

const DEFINITIONS_MAX = 32 // of one text; the most that an abstract was seen to hold is nine
const BODY_CHARACTERS_MAX = 200

const DEFINES = /\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator)(?![A-Za-z])/
const DEFINITION =
  /\\(?:(?:(?:re)?newcommand|providecommand)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*(?:\[\d\](?:\[[^\]]*\])?)?|def\s*\\([A-Za-z]+)\s*(?:#\d)*|DeclareMathOperator\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?)\s*(?=\{)/g

/**
 * Takes the macros that a text defines for its own formulas out of it: `$\newcommand{\eps}{\varepsilon}$`.
 * Null when it defines none. A definition that would grow as it is used is taken out and forgotten.
 */
export function takeDefinitions(text: string): { text: string; macros: Macros | null } | null {
  if (!DEFINES.test(text)) return null

  const closers = matchBraces(text)
  const macros: Macros = {}
  let kept = ''
  let from = 0
  let taken = 0

  for (const match of text.matchAll(DEFINITION)) {
    const open = match.index + match[0].length
    const close = closers.get(open)
    if (match.index < from || close === undefined) continue

    kept += text.slice(from, match.index)
    from = close + 1
    if (isEmptied(kept, text, from)) {
      kept = kept.slice(0, kept.lastIndexOf('$'))
      from = text.indexOf('$', from) + 1
    }
    const body = text.slice(open + 1, close)
    if (++taken > DEFINITIONS_MAX || !isSafe(body)) continue
    const name = `\\${(match[1] ?? match[2] ?? match[3])!}`
    macros[name] = match[3] === undefined ? body : `\\operatorname{${body}}`
  }
  return { text: kept + text.slice(from), macros: Object.keys(macros).length > 0 ? macros : null }
}

/** `$\newcommand…$`: without its definition, the formula is two dollars that would open a display. */
function isEmptied(before: string, text: string, from: number): boolean {
  if (!/\$\s*$/.test(before.slice(-4))) return false
  return /^\s*\$/.test(text.slice(from, from + 4))
}

/** Arguments used twice double with every use of the macro, and thirty of those fill the memory. */
function isSafe(body: string): boolean {
  const used = body.match(/#\d/g) ?? []
  return (
    body.length <= BODY_CHARACTERS_MAX &&
    new Set(used).size === used.length &&
    !/\\(?:def|let)/.test(body)
  )
}
