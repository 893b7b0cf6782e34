import { matchBraces } from '../braces.ts'
import { stripTex } from '../formula/set-formula.ts'
import { takeDefinitions } from '../formula/definitions.ts'
import { findLinks } from '../links.ts'
import type { Piece } from '../piece.ts'
import { readBackslash } from './backslash.ts'
import { readDollar } from './dollar.ts'
import { readBrace } from './group.ts'
import { readBacktick, readDash, readDoubleQuote, readSingleQuote } from './typography.ts'
import { words, type Next, type Reading } from './reading.ts'
import { readScript } from './script.ts'
import { readTilde } from './tilde.ts'

/** Braces in braces in braces: an abstract has three levels. Deeper ones are shown without their commands. */
const NESTING_MAX = 24

const SPECIAL = /[\\${}~`^_'"\n]|--/g

export interface ReadOptions {
  notes: boolean // whether footnotes are shown, in brackets
  names: string // text that may spell out a macro's name
}

/** The pieces of a cleaned text. Every character is looked at once, and ahead by no more than a constant. */
export function readText(text: string, { names, notes }: ReadOptions): Piece[] {
  const defined = takeDefinitions(text)
  const source = defined?.text ?? text
  let depth = 0

  const reading: Reading = {
    source,
    notes,
    names,
    closers: source.includes('{') ? matchBraces(source) : new Map(),
    links: findLinks(source),
    nextLink: 0,
    macros: defined?.macros ?? null,
    pieces: [],
    verbatim: false,
    singleQuotes: new Set(),
    inQuotation: false,
    lookups: 0,
    inside(from, to) {
      if (depth >= NESTING_MAX) {
        words(reading, stripTex(source.slice(from, to)))
        return
      }
      depth++
      readRange(reading, from, to)
      depth--
    },
  }
  reading.inside(0, source.length)
  return reading.pieces
}

function readRange(reading: Reading, from: number, to: number): void {
  let at = from
  while (at < to) {
    const special = nextSpecial(reading.source, at, to)
    const link = nextLink(reading, at)

    if (link && link.from <= special && link.to <= to) {
      words(reading, reading.source.slice(at, link.from))
      at = readLink(reading, to)
      continue
    }
    words(reading, reading.source.slice(at, special))
    if (special >= to) return
    at = readSpecial(reading, special, to)
  }
}

function nextSpecial(source: string, at: number, to: number): number {
  SPECIAL.lastIndex = at
  const found = SPECIAL.exec(source)
  return found ? Math.min(found.index, to) : to
}

function nextLink(reading: Reading, at: number) {
  while (reading.nextLink < reading.links.length && reading.links[reading.nextLink]!.from < at) {
    reading.nextLink++
  }
  return reading.links[reading.nextLink]
}

/** A URL, and what a lost \href left behind it: `https://a.org{here}` is a link that reads 'here'. */
function readLink(reading: Reading, to: number): number {
  const link = reading.links[reading.nextLink++]!
  const close = reading.source[link.to] === '{' ? reading.closers.get(link.to) : undefined
  const isLabel = close !== undefined && close < to && reading.source[link.to + 1] !== '\\'
  const label = isLabel ? stripTex(reading.source.slice(link.to + 1, close)) : ''

  reading.pieces.push({ kind: 'link', url: link.url, label: label === '' ? link.label : label })
  return label === '' ? link.to : close! + 1
}

function readSpecial(reading: Reading, at: number, to: number): number {
  const next = SPECIALS[reading.source[at]!]!(reading, at, to)
  if (next !== null) return next
  words(reading, reading.source[at]!)
  return at + 1
}

const SPECIALS: Record<string, (reading: Reading, at: number, to: number) => Next> = {
  '\\': readBackslash,
  $: readDollar,
  '{': readBrace,
  '}': (_, at) => at + 1, // one that closes nothing
  '~': readTilde,
  '^': readScript,
  _: readScript,
  '`': readBacktick,
  "'": readSingleQuote,
  '"': readDoubleQuote,
  '-': readDash,
  '\n': readLineBreak,
}

function readLineBreak(reading: Reading, at: number, to: number): number {
  const blank = /\n\s*/y
  blank.lastIndex = at
  const spaces = blank.exec(reading.source)![0]
  if (spaces.lastIndexOf('\n') > 0) reading.pieces.push({ kind: 'paragraph' })
  else words(reading, ' ')
  return Math.min(at + spaces.length, to)
}
