import { NotAPaper } from '../reading.ts'
import { oneLine, plain } from './text.ts'

/** What follows a name and belongs to it. */
export const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i
const COMPANY = /^(?:inc|ltd|llc|gmbh|co|corp|plc)\.?$/i

/** Words that a person's name does not hold, but that of a group may: 'Institute of Science and Technology'. */
const GROUP = /\b(?:of|for|the|institute|department|university|team|collaboration|society)\b/i

/** Most entries: words of letters between single spaces, none of them 'and'. They need no more looking at. */
const PLAIN_NAME = /^(?!and\b)(?!.*\band\b)[\p{L}.'’-]+(?: [\p{L}.'’-]+)*$/u

/** Marks that lead to a footnote of the paper, as after 'Jane Doe*', and empty brackets. */
const FOOTNOTE_MARKS = /(?:[*†‡§¶\\\s]|\(\s*\))+$/

/** Longer than any name; what is longer is not looked into, because patterns take their time on it. */
const LOOKED_AT_CHARACTERS_MAX = 400

/**
 * Names as displayed, in order, out of the entries of a list. An entry may hold 'and' where a list was cut badly,
 * several people, or 'Last, First'. People who share a name both stay. Entries without a letter go.
 * Throws NotAPaper for a list that is no list of authors.
 */
export function authorNames(entries: string[]): string[] {
  const names = entries.flatMap((entry) => {
    if (entry.length < LOOKED_AT_CHARACTERS_MAX && PLAIN_NAME.test(entry)) return [entry]
    return people(oneLine(entry)).filter((name) => /\p{L}/u.test(name))
  })
  return fewEnough(names)
}

const AUTHORS_MAX = 50_000 // the longest list known has 15,025 (COVIDSurg, 2021)

/** The names themselves. Throws NotAPaper when there are more than any paper has. */
export function fewEnough(names: string[]): string[] {
  if (names.length <= AUTHORS_MAX) return names
  throw new NotAPaper(`It lists ${names.length.toLocaleString('en')} authors, which no paper has.`)
}

function people(entry: string): string[] {
  const bare = entry.replace(/^(?:and|&)(?: |$)/, '').replace(/(?:^| )(?:and|&)$/, '')
  const parts = bare.split(';').map((part) => part.trim())
  return parts.flatMap((part) => {
    if (part.length > LOOKED_AT_CHARACTERS_MAX) return [part]
    const name = tidy(part)
    return GROUP.test(name) ? [name] : name.split(/ (?:and|&) /).flatMap(displayed)
  })
}

function tidy(name: string): string {
  return plain(name)
    .replace(/\s+/g, ' ')
    .replace(FOOTNOTE_MARKS, '')
    .replace(/^[\\\s]+/, '')
}

/** 'Yee Whye Teh' for 'Teh, Yee Whye'; 'A. Doe, B. Roe' and 'Ann Doe,Bo Roe' are two. */
function displayed(name: string): string[] {
  const parts = name.split(/\s*,\s*/).filter((part) => part !== '')
  const [last, first, third] = parts
  if (last === undefined) return []
  if (first === undefined) return [last]
  if (parts.length === 2) {
    if (SUFFIX.test(first) || COMPANY.test(first)) return [`${last}, ${first}`]
    const startsWithInitial = /^\p{Lu}\./u.test(last)
    return startsWithInitial || !name.includes(', ') ? parts : [`${first} ${last}`]
  }
  if (parts.length === 3 && SUFFIX.test(third!)) return [`${first} ${last} ${third}`]
  if (parts.length === 3 && SUFFIX.test(first)) return [`${third} ${last} ${first}`]
  return parts
}
