import { monthNumber } from '../fields/dates.ts'
import { NotAPaper } from '../reading.ts'

export interface BibtexEntry {
  type: string // in lower case: 'inproceedings'
  fields: Map<string, string> // by name in lower case; braces around values are gone, those inside stay
}

const START = /@\s*([a-z]+)\s*[{(]\s*/giy
const KEY = /([^\s,={}"]*)\s*,?\s*/y
const NAME = /[\s,]*([^\s={}(),"#]+)\s*=\s*/y
const BARE = /[^\s={}(),"#]+/y
const JOIN = /\s*#\s*/y
const SPACES = /\s*/y

/** Abbreviations, and how many characters of them were put in. */
interface Strings {
  values: Map<string, string>
  inserted: number
}

/** Thirty abbreviations that each hold the one before twice would be a billion times the first. */
const INSERTED_CHARACTERS_MAX = 1_000_000

/**
 * The last entry in `text`; @string entries before it define abbreviations. Of a field given twice the first counts.
 * Throws NotAPaper when the text is no entry.
 */
export function parseEntry(text: string): BibtexEntry {
  const strings: Strings = { values: new Map(), inserted: 0 }
  let at = 0
  while (true) {
    const [start, type] = match(START, text, at) ?? []
    if (start === undefined) throw new NotAPaper('This is no BibTeX entry.')
    at += start.length

    if (type!.toLowerCase() !== 'string') {
      at += match(KEY, text, at)?.[0].length ?? 0
      return { type: type!.toLowerCase(), fields: parseFields(text, at, strings).fields }
    }
    const definition = parseFields(text, at, strings)
    for (const [name, value] of definition.fields) strings.values.set(name, value)
    at = text.indexOf('@', definition.end)
    if (at < 0) throw new NotAPaper('This is no BibTeX entry.')
  }
}

function parseFields(text: string, start: number, strings: Strings) {
  const fields = new Map<string, string>()
  let at = start
  for (let name = match(NAME, text, at); name; name = match(NAME, text, at)) {
    const value = parseValue(text, at + name[0].length, strings)
    at = value.end
    const key = name[1]!.toLowerCase()
    if (!fields.has(key)) fields.set(key, value.text)
  }
  return { fields, end: at }
}

/** One value: parts in braces, in quotes or bare, joined by '#'. */
function parseValue(text: string, start: number, strings: Strings) {
  const parts: string[] = []
  let at = start
  while (true) {
    const sign = text[at]
    if (sign === '{' || sign === '"') {
      const end = endOfGroup(text, at)
      parts.push(text.slice(at + 1, end))
      at = end + 1
    } else {
      const [bare] = match(BARE, text, at) ?? []
      if (bare === undefined) break
      parts.push(inserted(bare, strings) ?? monthOf(bare) ?? bare)
      at += bare.length
    }
    const joined = match(JOIN, text, at)
    if (!joined) break
    at += joined[0].length
  }
  at += match(SPACES, text, at)![0].length
  return { text: parts.join('').trim(), end: at }
}

/** What the abbreviation stands for. Undefined when it is none. */
function inserted(name: string, strings: Strings): string | undefined {
  const value = strings.values.get(name.toLowerCase())
  strings.inserted += value?.length ?? 0
  if (strings.inserted > INSERTED_CHARACTERS_MAX) {
    throw new NotAPaper('Its abbreviations stand for more text than any paper has.')
  }
  return value
}

/** Where the group that opens at `start` closes: at its brace, or at a quote outside of braces. */
function endOfGroup(text: string, start: number): number {
  const quoted = text[start] === '"'
  let depth = 0
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{') depth += 1
    else if (depth === 0 && sign === (quoted ? '"' : '}')) return at
    else if (sign === '}') depth -= 1
  }
  throw new NotAPaper('A brace or a quote never closes.')
}

/** The abbreviations that every style defines: jan, feb … */
function monthOf(name: string): string | undefined {
  return /^[a-z]{3}$/i.test(name) && monthNumber(name) ? String(monthNumber(name)) : undefined
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
