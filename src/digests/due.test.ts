import { expect, test } from 'vitest'
import { addDays } from '../lib/days.ts'
import { dueAfter, issueDate, isZone, nextDue, type Timetable } from './due.ts'

const WORD = 'cdr' // found by trial: its mails go out on the stroke of the hour
const daily = (zone: string, hour: number): Timetable => ({ kind: 'daily', hour, weekday: 0, zone })

/** The moments of the mails of these dates. */
function moments(timetable: Timetable, from: string, count: number): string[] {
  const found: string[] = []
  let date = from
  for (let n = 0; n < count; n++) {
    const due = dueAfter(timetable, WORD, date, new Date(0))
    found.push(due.at.toISOString().slice(0, 16))
    date = due.date
  }
  return found
}

test.each<[string, string, number, string, string[]]>([
  [
    'an hour that the clock skips comes an hour later',
    'Europe/Oslo',
    2,
    '2027-03-26',
    ['2027-03-27T01:00', '2027-03-28T01:00', '2027-03-29T00:00'],
  ],
  [
    'of an hour that comes twice, the first counts',
    'Europe/Oslo',
    2,
    '2026-10-23',
    ['2026-10-24T00:00', '2026-10-25T00:00', '2026-10-26T01:00'],
  ],
  [
    'a clock that moves by half an hour',
    'Australia/Lord_Howe',
    2,
    '2026-10-02',
    ['2026-10-02T15:30', '2026-10-03T15:30', '2026-10-04T15:00'],
  ],
  [
    'a midnight that does not exist',
    'Africa/Cairo',
    0,
    '2026-04-22',
    ['2026-04-22T22:00', '2026-04-23T22:00', '2026-04-24T21:00'],
  ],
  [
    'a midnight that comes twice',
    'America/Havana',
    0,
    '2026-10-30',
    ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00'],
  ],
  [
    'a day that a country left out',
    'Pacific/Apia',
    7,
    '2011-12-28',
    ['2011-12-29T17:00', '2011-12-30T17:00', '2011-12-31T17:00'],
  ],
  [
    'a zone of five hours and three quarters',
    'Asia/Kathmandu',
    7,
    '2026-06-01',
    ['2026-06-02T01:15', '2026-06-03T01:15', '2026-06-04T01:15'],
  ],
])('%s', (_, zone, hour, before, expected) => {
  expect(moments(daily(zone, hour), before, 3)).toEqual(expected)
})

test.each([
  'Europe/Oslo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'America/St_Johns',
])(
  '20: %s has one mail for each date, each later than the one before, through two years of clocks',
  (zone) => {
    for (const hour of [0, 2]) {
      let due = { date: '2025-12-31', at: new Date(0) }
      for (let day = 0; day < 730; day++) {
        const next = dueAfter(daily(zone, hour), WORD, due.date, new Date(0))
        expect(next.date).toBe(addDays(due.date, 1))
        const hours = (next.at.getTime() - due.at.getTime()) / 3_600_000
        if (day > 0)
          expect([zone, next.date, hours >= 22 && hours <= 26]).toEqual([zone, next.date, true])
        due = next
      }
    }
  },
)

test('a week has one mail, on its day', () => {
  const weekly: Timetable = { kind: 'weekly', hour: 7, weekday: 4, zone: 'Europe/Oslo' }
  expect(moments(weekly, '2026-10-20', 2)).toEqual(['2026-10-23T05:00', '2026-10-30T06:00'])
  expect(issueDate('weekly', '2026-10-23')).toBe('2026-10-19')
  expect(issueDate('daily', '2026-10-23')).toBe('2026-10-23')
})

test('the next mail is today when its hour is to come, else tomorrow', () => {
  const oslo = daily('Europe/Oslo', 7)
  expect(nextDue(oslo, WORD, new Date('2026-06-01T04:59:00Z')).date).toBe('2026-06-01')
  expect(nextDue(oslo, WORD, new Date('2026-06-01T05:00:00Z')).date).toBe('2026-06-02')
  expect(nextDue(daily('Pacific/Kiritimati', 7), WORD, new Date('2026-06-01T18:00:00Z')).date).toBe(
    '2026-06-03',
  )
})

test('readers of one hour are spread over its first ten minutes, evenly and always alike', () => {
  const now = new Date('2026-06-01T00:00:00Z')
  const seconds = Array.from({ length: 6_000 }, (_, n) => {
    const at = nextDue(daily('UTC', 7), `reader-${n}`, now).at
    return (at.getTime() - Date.parse('2026-06-01T07:00:00Z')) / 1000
  })
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...seconds)).toBeLessThan(600)
  const minutes = Array.from(
    { length: 10 },
    (_, minute) => seconds.filter((s) => Math.floor(s / 60) === minute).length,
  )
  for (const readers of minutes) expect(readers).toBeGreaterThan(450)
  expect(nextDue(daily('UTC', 7), 'reader-1', now).at).toEqual(
    nextDue(daily('UTC', 7), 'reader-1', now).at,
  )
})

test('a zone is a name that clocks know', () => {
  for (const zone of ['UTC', 'Europe/Oslo', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'])
    expect(isZone(zone)).toBe(true)
  for (const zone of [
    '',
    'Mars/Olympus',
    '../../etc',
    'Europe/Oslo; drop table',
    '+02:00',
    'x'.repeat(100),
  ])
    expect(isZone(zone)).toBe(false)
})
