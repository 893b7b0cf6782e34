import { expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  monthOf,
  parseDay,
  parseMonth,
  parseWeek,
  weekday,
  weekOf,
} from './days.ts'

test('a day that the calendar lacks is no day', () => {
  expect(parseDay('2025-04-17')).toBe('2025-04-17')
  expect(parseDay('2024-02-29')).toBe('2024-02-29')
  for (const text of ['2025-02-29', '2025-02-30', '2025-13-01', '2025-00-10', '2025-04-00']) {
    expect(parseDay(text)).toBeNull()
  }
})

test('what is not written as a day is no day', () => {
  for (const text of ['', '2025-4-7', '2025-04', ' 2025-04-17', '2025-04-17T00:00', '٢٠٢٥-٠٤-١٧']) {
    expect(parseDay(text)).toBeNull()
  }
})

test('years that do not fit into four digits on every side are refused', () => {
  expect(parseDay('0000-01-01')).toBeNull()
  expect(parseDay('9999-12-31')).toBeNull()
  expect(parseWeek('9999-W01')).toBeNull()
  expect(parseMonth('0999-12')).toBeNull()
})

test('a week belongs to the year of its Thursday', () => {
  expect(weekOf('2025-04-17')).toBe('2025-W16')
  expect(weekOf('2020-12-31')).toBe('2020-W53')
  expect(weekOf('2021-01-03')).toBe('2020-W53')
  expect(weekOf('2021-01-04')).toBe('2021-W01')
  expect(weekOf('2018-12-31')).toBe('2019-W01')
  expect(weekOf('2016-01-01')).toBe('2015-W53')
})

test('a week runs from Monday to Sunday', () => {
  expect(parseWeek('2025-W16')).toEqual({ from: '2025-04-14', to: '2025-04-20' })
  expect(parseWeek('2020-W53')).toEqual({ from: '2020-12-28', to: '2021-01-03' })
  expect(parseWeek('2021-W01')).toEqual({ from: '2021-01-04', to: '2021-01-10' })
})

test('only long years have a 53rd week', () => {
  expect(parseWeek('2021-W53')).toBeNull()
  expect(parseWeek('2026-W53')).not.toBeNull()
  for (const text of ['2025-W60', '2025-W00', '2025-W1', '2025-w16', '2025-16']) {
    expect(parseWeek(text)).toBeNull()
  }
})

test('a month ends where the calendar ends it', () => {
  expect(parseMonth('2025-04')).toEqual({ from: '2025-04-01', to: '2025-04-30' })
  expect(parseMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
  expect(parseMonth('2100-02')).toEqual({ from: '2100-02-01', to: '2100-02-28' })
  expect(parseMonth('2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(parseMonth('2025-13')).toBeNull()
})

test('every day of four centuries lies in its own week and month', () => {
  const wrong: string[] = []
  for (let day = '1800-01-01'; day < '2200-01-01'; day = addDays(day, 1)) {
    const week = parseWeek(weekOf(day))
    const month = parseMonth(monthOf(day))
    const inWeek = week && week.from <= day && day <= week.to && weekday(week.from) === 0
    const inMonth = month && month.from <= day && day <= month.to
    if (!inWeek || !inMonth || parseDay(day) !== day) wrong.push(day)
  }
  expect(wrong).toEqual([])
})

test('the day of a moment is the day in UTC', () => {
  expect(dayOf(new Date('2025-04-17T23:59:59+00:00'))).toBe('2025-04-17')
  expect(dayOf(new Date('2025-04-17T23:59:59-05:00'))).toBe('2025-04-18')
})
