import { stripTex } from '../formula/set-formula.ts'
import { safeUrl } from '../links.ts'
import { writeText } from '../write-text.ts'
import { argumentAt, skipOption, words, type Reading } from './reading.ts'

export function readUrl(reading: Reading, at: number, to: number): number {
  const argument = argumentAt(reading, at, to)
  if (!argument) return at
  pushLink(reading, reading.source.slice(argument.from, argument.to), '')
  return argument.next
}

export function readHref(reading: Reading, at: number, to: number): number {
  const address = argumentAt(reading, skipOption(reading, at, to), to)
  if (!address) return at
  const shown = argumentAt(reading, address.next, to)
  const label = shown ? textInside(reading, shown.from, shown.to) : ''
  pushLink(reading, reading.source.slice(address.from, address.to), label)
  return (shown ?? address).next
}

/** A range as plain text, for a place that holds no marks and no formulas. */
function textInside(reading: Reading, from: number, to: number): string {
  const outer = reading.pieces
  reading.pieces = []
  reading.inside(from, to)
  const text = writeText(reading.pieces, { links: false }).replace(/\s+/g, ' ')
  reading.pieces = outer
  return text
}

const WEB_ADDRESS = /^https?:\/\/|^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/i

/** What is no web address is shown as words: its label, or itself. */
function pushLink(reading: Reading, raw: string, label: string): void {
  const written = raw.trim().replace(/\\([_%#&~])/g, '$1')
  const url = WEB_ADDRESS.test(written) ? safeUrl(written) : null
  if (url === null) words(reading, label === '' ? stripTex(written) : label)
  else reading.pieces.push({ kind: 'link', url, label: label === '' ? written : label })
}
