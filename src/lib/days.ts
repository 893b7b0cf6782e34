/** Days as in '2025-04-17', both included. */
export interface Days {
  from: string
  to: string
}

const YEAR_MIN = 1000
const YEAR_MAX = 9998 // the last week of 9999 ends in a year that has five digits
const DAY_MS = 86_400_000

/** The day that it is at this moment in UTC, by which editions are dated: '2025-04-17'. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** '2025-04-17' itself when the calendar has such a day. Null otherwise. */
export function parseDay(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !yearInRange(text)) return null
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && dayOf(moment) === text ? text : null
}

/** From Monday to Sunday of '2025-W16', by ISO 8601. Null when there is no such week: not every year has a 53rd. */
export function parseWeek(text: string): Days | null {
  const found = /^(\d{4})-W(\d{2})$/.exec(text)
  if (!found || !yearInRange(text)) return null

  const inFirstWeek = `${found[1]}-01-04`
  const from = addDays(monday(inFirstWeek), (Number(found[2]) - 1) * 7)
  return weekOf(from) === text ? { from, to: addDays(from, 6) } : null
}

/** From the first to the last day of '2025-04'. Null when there is no such month. */
export function parseMonth(text: string): Days | null {
  return /^\d{4}-\d{2}$/.test(text) && parseDay(`${text}-01`) ? daysOfMonth(text) : null
}

/** From the first to the last day of a month that is known to exist. */
export function daysOfMonth(month: string): Days {
  const from = `${month}-01`
  return { from, to: addDays(`${monthOf(addDays(from, 31))}-01`, -1) }
}

/** '2025-W16'. A week belongs to the year of its Thursday (ISO 8601), so 2021-01-03 is in 2020-W53. */
export function weekOf(day: string): string {
  const thursday = addDays(monday(day), 3)
  const year = thursday.slice(0, 4)
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** '2025-04' */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

export function addDays(day: string, count: number): string {
  return dayOf(new Date(Date.parse(day) + count * DAY_MS))
}

/** 0 is Monday. */
export function weekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

function monday(day: string): string {
  return addDays(day, -weekday(day))
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

function yearInRange(text: string): boolean {
  const year = Number(text.slice(0, 4))
  return year >= YEAR_MIN && year <= YEAR_MAX
}
