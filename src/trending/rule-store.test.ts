import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { heatRuleOf, readConfig } from '../config.ts'
import { readHeatRule } from '../papers/attention-store.ts'
import { listTrending } from './list-store.ts'
import { deriveHeat, setHeatRule } from './rule-store.ts'

const now = new Date('2025-04-17T12:00:00Z')

onBothEngines('the rule of heat', (open) => {
  test('of a new collection is that of the default settings', async () => {
    const { db } = await open()
    expect((await readHeatRule(db)).rule).toEqual(heatRuleOf(readConfig({})))
  })

  test('when it changes, the heat of every paper is derived again, in batches, once', async () => {
    const { db } = await open()
    const drafts = Array.from({ length: 510 }, (_, n) =>
      posted(n % 2 ? '2025-04-17' : '2025-04-16', n, {
        posting: {
          day: n % 2 ? '2025-04-17' : '2025-04-16',
          position: n + 1,
          votes: n % 2,
          comments: 0,
        },
      }),
    )
    await saveDrafts(db, drafts)
    const { rule } = await readHeatRule(db)
    const first = async () => (await listTrending(db, { now, number: 1, size: 1 })).papers[0]!

    await setHeatRule(db, rule)
    expect(await deriveHeat(db)).toBe(false)

    const before = await first()
    const changed = { halfLifeHours: 12, weights: { ...rule.weights, sourceVote: 0.01 } }
    await setHeatRule(db, changed)
    expect([await deriveHeat(db), await deriveHeat(db), await deriveHeat(db)]).toEqual([
      true,
      true,
      false,
    ])
    expect((await readHeatRule(db)).rule).toEqual(changed)
    expect((await first()).heat).not.toBe(before.heat)
    expect(await brokenRules(db)).toEqual([])

    await setHeatRule(db, rule)
    while (await deriveHeat(db));
    expect(await first()).toEqual(before)
  })
})
