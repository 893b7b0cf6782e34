import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'

onBothEngines('stars of a paper’s code', (open) => {
  test('warm it as they grow; what was there before it came does not, whenever it is told again', async () => {
    const { db } = await open()
    const day = '2025-04-17'
    await saveDrafts(db, [posted(day, 1), posted(day, 2, { stars: 900 })])
    const heats = () => db.selectFrom('papers').select(['id', 'heat']).orderBy('id').execute()
    const [plain, starred] = await heats()
    expect(starred!.heat).toBeCloseTo(plain!.heat!, 9)

    await saveDrafts(db, [posted(day, 2, { stars: 940 })])
    await saveDrafts(db, [posted(day, 2, { stars: 940, comment: 'told again' })])
    const [, grown] = await heats()
    expect(grown!.heat!).toBeGreaterThan(starred!.heat! + 1)
    const counted = await db
      .selectFrom('attention')
      .select(['amount', 'hour'])
      .where('kind', '=', 'star')
      .orderBy('hour')
      .execute()
    expect(counted.map(({ amount }) => amount)).toEqual([900, 40])
    expect(counted[0]!.hour).toEqual(new Date(0))
    expect(counted[1]!.hour > new Date(`${day}T00:00:00Z`)).toBe(true)
    expect(await brokenRules(db)).toEqual([])
  })
})
