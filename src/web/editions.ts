import { monthOf, parseDay, parseMonth, parseWeek, weekOf, type Days } from '../lib/days.ts'
import { paths } from './paths.ts'
import { daySpan, longDay, longMonth, shortDay } from './ui/dates.ts'

/** The papers of a day, a week or a month, as one thing to read. */
export interface Edition {
  kind: 'Day' | 'Week' | 'Month'
  days: Days
  title: string // 'Thursday, 17 April 2025'
  path: (page?: number) => string
  around: (day: string) => { label: string; path: string } // the edition of the same kind that a day is in
}

/** Null when there is no such day. */
export function dayEdition(text: string): Edition | null {
  const day = parseDay(text)
  if (day === null) return null
  return {
    kind: 'Day',
    days: { from: day, to: day },
    title: longDay(day),
    path: (page) => paths.day(day, page),
    around: (other) => ({ label: shortDay(other), path: paths.day(other) }),
  }
}

/** Null when there is no such week. */
export function weekEdition(week: string): Edition | null {
  const days = parseWeek(week)
  return (
    days && {
      kind: 'Week',
      days,
      title: `Week ${Number(week.slice(6))}, ${daySpan(days)}`,
      path: (page) => paths.week(week, page),
      around: (day) => ({
        label: `Week ${Number(weekOf(day).slice(6))}`,
        path: paths.week(weekOf(day)),
      }),
    }
  )
}

/** Null when there is no such month. */
export function monthEdition(month: string): Edition | null {
  const days = parseMonth(month)
  return (
    days && {
      kind: 'Month',
      days,
      title: longMonth(month),
      path: (page) => paths.month(month, page),
      around: (day) => ({ label: longMonth(day), path: paths.month(monthOf(day)) }),
    }
  )
}
