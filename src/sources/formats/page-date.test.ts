import { expect, test } from 'vitest'
import { dayOfLine, parseDateLine } from './page-date.ts'

const savedAt = (moment: string) => (line: string) => {
  const parsed = parseDateLine(line)
  return parsed && dayOfLine(parsed, new Date(moment))
}

test.each([
  ['Apr 17', '2026-04-17'],
  ['April 17', '2026-04-17'],
  ['17 April', '2026-04-17'],
  ['Dec 31', '2025-12-31'],
  ['Nov 23', '2026-11-23'],
  ['Nov 24', '2025-11-24'],
  ['Feb 29', '2024-02-29'],
  ['Thu, Apr 17', '2025-04-17'], // the latest year in which that was a Thursday
  ['Apr 17, 2025', '2025-04-17'],
  ['Thu, Apr 17, 2025', '2025-04-17'],
  ['Thursday 17th April 2025', '2025-04-17'],
  ['2025-04-17', '2025-04-17'],
])('a page saved on 23 November 2026 means by "%s" the day %s', (line, day) => {
  expect(savedAt('2026-11-23T08:00:00Z')(line)).toBe(day)
})

test('a day that has begun in the east is not the one a year ago', () => {
  expect(savedAt('2026-04-16T11:00:00Z')('Apr 17')).toBe('2026-04-17')
  expect(savedAt('2026-04-16T09:00:00Z')('Apr 17')).toBe('2025-04-17')
})

test.each([
  'Subscribe',
  'May we pour?',
  'Apr 31',
  'Apr 17 cups',
  '17',
  '2025-13-40',
  'Apr 17: Tea',
])('"%s" is no date line', (line) => {
  expect(parseDateLine(line)).toBeNull()
})

test('a leap day in a common year is no day', () => {
  expect(parseDateLine('Feb 29, 2025')).toBeNull()
})
