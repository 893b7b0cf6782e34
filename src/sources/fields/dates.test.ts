import { expect, test } from 'vitest'
import { parseDate } from './dates.ts'

test.each([
  ['2021', '2021-01-01T00:00:00.000Z', 'year'],
  ['2021-06', '2021-06-01T00:00:00.000Z', 'month'],
  ['2021/6/7', '2021-06-07T00:00:00.000Z', 'day'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z', 'day'],
  ['2024-05-27T03:50:58.348Z', '2024-05-27T03:50:58.348Z', 'second'],
  ['2025-10-17T00:30:00-04:00', '2025-10-17T04:30:00.000Z', 'second'],
  ['2025-10-17 12:30', '2025-10-17T12:30:00.000Z', 'second'],
  ['Mon, 2 Apr 2007 19:18:42 GMT', '2007-04-02T19:18:42.000Z', 'second'],
  ['Wed, 23 Sep 2026 00:00:00 -0400', '2026-09-23T04:00:00.000Z', 'second'],
  ['Thu, Apr 17, 2025', '2025-04-17T00:00:00.000Z', 'day'],
  ['17 April 2025', '2025-04-17T00:00:00.000Z', 'day'],
  ['Sept. 2020', '2020-09-01T00:00:00.000Z', 'month'],
])('%s is %s, known to the %3$s', (text, at, precision) => {
  expect(parseDate(text)).toEqual({ at: new Date(at), precision })
})

test('midnight sharp is a day, because services write days that way', () => {
  expect(parseDate('2026-08-17T00:00:00.000Z')?.precision).toBe('day')
})

test.each([
  '2025-13-40',
  '2025-02-29',
  '2024-00-10',
  '0000',
  '9999',
  '31',
  'April 31, 2024',
  'in press',
  '',
])('%j is no date', (text) => {
  expect(parseDate(text)).toBeNull()
})
