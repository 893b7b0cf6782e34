import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/test-database.ts'
import { takeTokens } from './throttle-store.ts'

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
