import { expect, test } from 'vitest'
import { daySpan, isoDate, knownDate, longDay, shortDate, shortDay } from './dates.ts'

test('days are named as newspapers do', () => {
  expect(longDay('2025-04-17')).toBe('Thursday, 17 April 2025')
  expect(longDay('2024-02-29')).toBe('Thursday, 29 February 2024')
  expect(shortDay('2025-04-07')).toBe('Mon 7 Apr')
})

test('what both ends of a span share is said once', () => {
  expect(daySpan({ from: '2025-04-14', to: '2025-04-20' })).toBe('14–20 April 2025')
  expect(daySpan({ from: '2025-04-28', to: '2025-05-04' })).toBe('28 April – 4 May 2025')
  expect(daySpan({ from: '2020-12-28', to: '2021-01-03' })).toBe(
    '28 December 2020 – 3 January 2021',
  )
})

test('a date shows what is known of it and no more', () => {
  const at = new Date('2021-01-01T00:00:00Z')
  expect(knownDate({ at, precision: 'year' })).toBe('2021')
  expect(knownDate({ at, precision: 'month' })).toBe('January 2021')
  expect(knownDate({ at, precision: 'day' })).toBe('1 January 2021')
  expect(knownDate({ at, precision: 'second' })).toBe('1 January 2021')
  expect(shortDate({ at, precision: 'day' })).toBe('1 Jan 2021')
  expect(shortDate({ at, precision: 'year' })).toBe('2021')
  expect(isoDate({ at, precision: 'month' })).toBe('2021-01')
})

test('a moment late in the evening elsewhere is shown as the day in UTC', () => {
  expect(knownDate({ at: new Date('2025-04-17T23:30:00-05:00'), precision: 'second' })).toBe(
    '18 April 2025',
  )
})
