import { dayOf } from '../../lib/days.ts'
import { monthNumber } from '../fields/dates.ts'

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** The date line of a page: 'Apr 17', 'April 17, 2025', 'Thu, 17 Apr', '2025-04-17'. No year: the page did not say. */
export interface DateLine {
  month: number // from 1
  day: number
  year: number | null
  weekday: number | null // 0 is Sunday
}

const WEEKDAY = String.raw`(?:(sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,?\s+)?`
const MONTH = String.raw`(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?`
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
const YEAR = String.raw`(?:,?\s+(\d{4}))?`
const MONTH_FIRST = new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY}${YEAR}$`, 'i')
const DAY_FIRST = new RegExp(`^${WEEKDAY}${DAY}\\s+${MONTH}${YEAR}$`, 'i')
const DIGITS = /^(\d{4})-(\d{2})-(\d{2})$/

/** Null when the line is no date, or one that no year has. */
export function parseDateLine(text: string): DateLine | null {
  const line = text.trim()
  const digits = DIGITS.exec(line)
  if (digits) return dateLine(digits[2]!, digits[3]!, digits[1])
  const monthFirst = MONTH_FIRST.exec(line)
  if (monthFirst) return dateLine(monthFirst[2]!, monthFirst[3]!, monthFirst[4], monthFirst[1])
  const dayFirst = DAY_FIRST.exec(line)
  return dayFirst ? dateLine(dayFirst[3]!, dayFirst[2]!, dayFirst[4], dayFirst[1]) : null
}

function dateLine(month: string, day: string, year?: string, weekday?: string): DateLine | null {
  const line = {
    month: Number(month) || monthNumber(month),
    day: Number(day),
    year: year === undefined ? null : Number(year),
    weekday: weekday === undefined ? null : WEEKDAYS.indexOf(weekday.slice(0, 3).toLowerCase()),
  }
  return inYear(line, line.year ?? LEAP_YEAR) ? line : null
}

const LEAP_YEAR = 2024
const HOURS_AHEAD_MAX = 14 // where a day begins first (UTC+14), it begins so much before it does in UTC
const YEARS_BACK_MAX = 12 // a weekday falls on the same date again within 11 years, a 29 February within 8

/**
 * The day that the line means for a page saved at `saved`: the latest such day that had begun somewhere on Earth,
 * on the weekday of the line if that fits any year. Null when the year that it names has no such day.
 */
export function dayOfLine(line: DateLine, saved: Date): string | null {
  if (line.year !== null) {
    const date = inYear(line, line.year)
    return date && dayOf(date)
  }
  const latest = new Date(saved.getTime() + HOURS_AHEAD_MAX * 3_600_000)
  const years = Array.from({ length: YEARS_BACK_MAX }, (_, back) => latest.getUTCFullYear() - back)
  const days = years.flatMap((year) => inYear(line, year) ?? []).filter((date) => date <= latest)
  const onWeekday = days.find((date) => date.getUTCDay() === line.weekday)
  const day = onWeekday ?? days[0]
  return day ? dayOf(day) : null
}

function inYear({ month, day }: DateLine, year: number): Date | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null
}
