import type { Piece } from '../row.ts'

/** The abbreviations (@string) of a BibTeX file that were met so far. */
export interface Abbreviations {
  definitions: Definition[] // in the order of the file
  newest: Map<string, number> // by name in lower case: where in `definitions` its latest one is
}

interface Definition {
  text: string
  uses: number[] // the definitions that it names, all before it
}

export function noAbbreviations(): Abbreviations {
  return { definitions: [], newest: new Map() }
}

const DEFINITIONS_MAX = 2000 // the longest lists of journal abbreviations have about 1,500
const DEFINITION_CHARACTERS_MAX = 10_000 // a name of a journal, or of a conference with its place, is a line

/** Keeps the definition that `text` is. What cannot be kept is told by the pieces returned. */
export function define(text: string, line: number, abbreviations: Abbreviations): Piece[] {
  const { definitions, newest } = abbreviations
  const name = /^@\s*string\s*[{(]\s*([^\s={}(),"#]{1,100})\s*=/i.exec(text)?.[1]
  if (!name) return [{ line, note: 'This @string is not understood and was skipped.' }]
  if (text.length > DEFINITION_CHARACTERS_MAX) {
    const most = DEFINITION_CHARACTERS_MAX.toLocaleString('en')
    return [{ line, note: `@string ${name} is longer than ${most} characters and was skipped.` }]
  }
  if (definitions.length >= DEFINITIONS_MAX) {
    return [
      { line, note: `More than ${DEFINITIONS_MAX} abbreviations: @string ${name} was skipped.` },
    ]
  }
  definitions.push({ text, uses: usedBy(text, abbreviations) })
  newest.set(name.toLowerCase(), definitions.length - 1)
  return []
}

/**
 * The definitions that an entry needs, each once and in the order of the file, so that each stands after those it
 * names itself. As in BibTeX, a definition means by a name what it meant before: no circle can form.
 */
export function definitionsFor(entry: string, abbreviations: Abbreviations): string[] {
  const { definitions } = abbreviations
  const needed = new Set<number>()
  const open = usedBy(entry, abbreviations)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (needed.has(at)) continue
    needed.add(at)
    open.push(...definitions[at]!.uses)
  }
  return [...needed].toSorted((a, b) => a - b).map((at) => definitions[at]!.text)
}

/** A name without quotes or braces, where a value stands: after '=' or '#'. */
const BARE_NAME = /[=#]\s*([^\s={}(),"#\d][^\s={}(),"#]{0,99})/g

function usedBy(text: string, { newest }: Abbreviations): number[] {
  const names = Array.from(text.matchAll(BARE_NAME), ([, name]) => name!.toLowerCase())
  return [...new Set(names.flatMap((name) => newest.get(name) ?? []))]
}
