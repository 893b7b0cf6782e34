import { html } from 'hono/html'
import { weekday, type Days } from '../../lib/days.ts'
import type { PartialDate } from '../../papers/paper.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 'Thursday, 17 April 2025' */
export function longDay(day: string): string {
  return `${WEEKDAYS[weekday(day)]}, ${plainDay(day)}`
}

/** '17 April 2025' */
export function plainDay(day: string): string {
  return `${Number(day.slice(8))} ${longMonth(day)}`
}

/** 'Thu 17 Apr' */
export function shortDay(day: string): string {
  return `${WEEKDAYS[weekday(day)]!.slice(0, 3)} ${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`
}

/** 'April 2025', of a month or of a day in it */
export function longMonth(month: string): string {
  return `${monthName(month)} ${month.slice(0, 4)}`
}

/** '14–20 April 2025'. What both ends share is said once. */
export function daySpan({ from, to }: Days): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${plainDay(to)}`
  if (from.slice(0, 4) === to.slice(0, 4)) {
    return `${Number(from.slice(8))} ${monthName(from)} – ${plainDay(to)}`
  }
  return `${plainDay(from)} – ${plainDay(to)}`
}

/** No more of a date than its source told: '2021', 'April 2021' or '17 April 2021'. */
export function knownDate({ at, precision }: PartialDate): string {
  const day = at.toISOString()
  if (precision === 'year') return day.slice(0, 4)
  return precision === 'month' ? longMonth(day) : plainDay(day.slice(0, 10))
}

/** The same for programs: '2021', '2021-04' or '2021-04-17'. */
export function isoDate({ at, precision }: PartialDate): string {
  return at.toISOString().slice(0, LENGTHS[precision])
}

const LENGTHS = { year: 4, month: 7, day: 10, second: 10 }

/** '2021', 'Apr 2021' or '17 Apr 2021', for narrow places. */
export function shortDate({ at, precision }: PartialDate): string {
  const day = at.toISOString()
  const year = day.slice(0, 4)
  if (precision === 'year') return year
  const month = `${monthName(day).slice(0, 3)} ${year}`
  return precision === 'month' ? month : `${Number(day.slice(8, 10))} ${month}`
}

/** '17 April 2025, 12:05 UTC' */
export function momentOf(at: Date) {
  const iso = at.toISOString()
  return html`<time datetime="${iso}"
    >${plainDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC</time
  >`
}

export function timeOf(date: PartialDate, text = knownDate(date)) {
  return html`<time datetime="${isoDate(date)}">${text}</time>`
}

/** '17 April 2025, 14:05 UTC' */
export function dayWithTime(at: Date): string {
  const iso = at.toISOString()
  return `${plainDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`
}

/** A moment, to the minute. */
export function moment(at: Date) {
  return html`<time datetime="${at.toISOString()}">${dayWithTime(at)}</time>`
}

function monthName(day: string): string {
  return MONTHS[Number(day.slice(5, 7)) - 1]!
}
