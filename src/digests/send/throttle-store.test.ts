import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/test-database.ts'
import { coolDown, takeTokens } from './throttle-store.ts'

const MORNING = new Date('2025-04-17T07:30:00Z')

test('39: three processes together keep to the rate in any ten seconds', async () => {
  const db = await testDatabase()
  const granted: { at: number; count: number }[] = []
  for (let ms = 0; ms < 30_000; ms += 250) {
    for (let process = 0; process < 3; process++) {
      const count = await takeTokens(db, 'relay', 10, 50, new Date(MORNING.getTime() + ms))
      granted.push({ at: ms, count })
    }
  }
  const within = (from: number) =>
    granted
      .filter(({ at }) => at >= from && at < from + 10_000)
      .reduce((sum, { count }) => sum + count, 0)
  for (let from = 0; from <= 20_000; from += 250) {
    expect(within(from)).toBeLessThanOrEqual(105)
    expect(within(from)).toBeGreaterThan(90)
  }
})

test('machines whose clocks differ by 90 seconds keep to the rate together', async () => {
  const db = await testDatabase()
  let granted = 0
  for (let ms = 0; ms < 10_000; ms += 250) {
    const apart = (ms / 250) % 2 === 0 ? 90_000 : 0
    granted += await takeTokens(db, 'relay', 10, 50, new Date(MORNING.getTime() + ms + apart))
  }
  expect(granted).toBeGreaterThan(90)
  expect(granted).toBeLessThanOrEqual(105)
})

test('a clock that was a year ahead neither stops mail for a year nor lets it flow faster', async () => {
  const db = await testDatabase()
  const nextYear = new Date('2026-04-17T07:30:00Z')
  await takeTokens(db, 'relay', 10, 50, MORNING)
  await takeTokens(db, 'relay', 10, 50, nextYear)
  await coolDown(db, 'relay', 'slow down', nextYear)
  expect(await takeTokens(db, 'relay', 10, 50, MORNING)).toBe(5)
  expect(await takeTokens(db, 'relay', 10, 50, MORNING)).toBe(0)

  await coolDown(db, 'relay', 'slow down', MORNING)
  expect(await takeTokens(db, 'relay', 10, 50, new Date(MORNING.getTime() + 30_000))).toBe(0)
  expect(await takeTokens(db, 'relay', 10, 50, new Date(MORNING.getTime() + 180_000))).toBe(5)
})
