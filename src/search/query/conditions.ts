import { analyse } from '../analysis/analyse.ts'
import { isStopWord } from '../analysis/stop-words.ts'
import type { Field } from '../document.ts'
import { dayOf } from '../segment/day.ts'
import { TRAITS } from '../segment/segment.ts'
import type { Condition, Phrase } from './query.ts'

/** What may stand before a colon. */
const TEXT_FIELDS: Record<string, Field> = {
  author: 'authors',
  authors: 'authors',
  title: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  system: 'systems',
}
const VALUE_FIELDS = {
  cat: 'category',
  category: 'category',
  topic: 'topic',
  source: 'source',
  venue: 'venue',
} as const
const OTHER_FIELDS = new Set(['year', 'date', 'has', 'is', 'org'])

export function isQueryField(name: string): boolean {
  return name in TEXT_FIELDS || name in VALUE_FIELDS || OTHER_FIELDS.has(name)
}

/** The conditions that `field:value` stands for, joined by or ('a|b'); null when the value makes no sense there. */
export function conditionsOf(field: string, value: string, quoted: boolean): Condition[] | null {
  const values = quoted ? [value] : value.split('|').filter((part) => part !== '')
  const conditions = values.map((one) => conditionOf(field, one))
  if (conditions.length === 0) return null
  return conditions.every((condition) => condition !== null) ? conditions : null
}

function conditionOf(field: string, value: string): Condition | null {
  if (Object.hasOwn(TEXT_FIELDS, field)) return phraseCondition(value, TEXT_FIELDS[field]!)
  if (Object.hasOwn(VALUE_FIELDS, field)) {
    return value === ''
      ? null
      : { kind: VALUE_FIELDS[field as keyof typeof VALUE_FIELDS], value: value.toLowerCase() }
  }
  if (field === 'year') return yearRange(value)
  if (field === 'date') return dayRange(value)
  if (field === 'is') return value.toLowerCase() === 'survey' ? { kind: 'survey' } : null
  if (field === 'has') {
    const trait = TRAITS.findIndex((name) => name === value.toLowerCase())
    return trait < 0 ? null : { kind: 'has', trait }
  }
  return phraseCondition(value, null) // org: an affiliation is named in the text or nowhere
}

function phraseCondition(value: string, field: Field | null): Condition | null {
  const phrase = phraseOf(value, field)
  return phrase && { kind: 'phrase', phrase }
}

/** Null when there is no word in it. A compound is asked for by its parts, however the author joined them. */
export function phraseOf(text: string, field: Field | null): Phrase | null {
  const tokens = analyse(text).filter((token) => !token.joined)
  const telling = tokens.filter((token) => !isStopWord(token.text))
  const asked = telling.length > 0 && field !== 'authors' ? telling : tokens
  const words = asked.map(({ stem, exact, position }) => ({
    term: field === 'authors' ? exact : stem,
    at: position,
  }))
  return words.length === 0 ? null : { words, field }
}

const FIRST_YEAR = 1000
const LAST_YEAR = 9999

/** '2024', '2023..2025', '..2020', '2021..' or '>2020', '<=2019'. */
function yearRange(value: string): Condition | null {
  const range = /^(\d{4})?(?:(\.\.|-|–)(\d{4})?)?$/.exec(value)
  if (range && (range[1] || range[3])) {
    const from = Number(range[1] ?? FIRST_YEAR)
    const to = range[2] ? Number(range[3] ?? LAST_YEAR) : from
    return { kind: 'year', from: Math.min(from, to), to: Math.max(from, to) }
  }
  const compared = /^([<>])(=?)(\d{4})$/.exec(value)
  if (!compared) return null
  const year = Number(compared[3])
  const step = compared[2] ? 0 : 1
  return compared[1] === '>'
    ? { kind: 'year', from: year + step, to: LAST_YEAR }
    : { kind: 'year', from: FIRST_YEAR, to: year - step }
}

const DAY = String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`
const DAY_RANGE = new RegExp(`^(${DAY})?(?:(\\.\\.)(${DAY})?)?$`)
const FAR = 0x7fffffff

/** '2024-06', '2024-06-01..2024-06-15', '..2020'. A month or a year stands for all of its days. */
function dayRange(value: string): Condition | null {
  const range = DAY_RANGE.exec(value)
  if (!range || !(range[1] || range[3])) return null
  const from = range[1] ? firstDay(range[1]) : -FAR
  const last = range[2] ? range[3] : range[1]
  const to = last === undefined ? FAR : lastDay(last)
  return from === null || to === null ? null : { kind: 'day', from, to }
}

function firstDay(date: string): number | null {
  return realDay(date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date)
}

function lastDay(date: string): number | null {
  if (date.length === 10) return realDay(date)
  const [year, month] = date.split('-').map(Number)
  const next = new Date(Date.UTC(year!, month ?? 12, 1))
  return Number.isNaN(next.getTime()) ? null : dayOf(next.toISOString()) - 1
}

function realDay(date: string): number | null {
  return Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : dayOf(date)
}
