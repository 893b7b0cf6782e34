import { expect, test } from 'vitest'
import { weeksOf } from './calendar.ts'

test('a month is laid out in weeks from Monday', () => {
  const weeks = weeksOf('2025-04')
  expect(weeks[0]!.slice(0, 2)).toEqual([null, '2025-04-01'])
  expect(weeks.at(-1)!.slice(0, 4)).toEqual(['2025-04-28', '2025-04-29', '2025-04-30', null])
})

test('a February of exactly four weeks has four rows', () => {
  expect(weeksOf('2021-02').flat()).toHaveLength(28)
})

test('a month over six weeks has six rows', () => {
  expect(weeksOf('2026-08')).toHaveLength(6)
})
