import { expect, onTestFinished, test } from 'vitest'
import { faultServer } from '../../../test/fault-server.ts'
import { testDatabase } from '../../../test/test-database.ts'
import { deliveryStates, emptySearch, reader, testSender } from '../../../test/test-digests.ts'
import { posted, saveDrafts } from '../../../test/test-site.ts'
import { planDue } from '../plan.ts'

const DAY = '2025-04-17'
const MORNING = new Date(`${DAY}T07:30:00Z`)
const later = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000)

test('17: a worker that falls asleep between the last question and the dot sends none', async () => {
  const db = await testDatabase()
  const search = await emptySearch()
  let isAsked = false
  const relay = await faultServer(({ line }) => {
    isAsked = line === 'DATA'
    return null
  })
  onTestFinished(async () => {
    await relay.close()
    await search.close()
  })
  await saveDrafts(db, [posted(DAY, 1)])
  await reader(db, 'ada', new Date(`${DAY}T05:00:00Z`))
  await planDue({ db, search }, MORNING)

  let looks = 0 // at the clock since then: when it asks, and when it has the answer
  const sleepy = () => (isAsked && looks++ > 0 ? later(2) : MORNING)
  expect(await testSender(db, relay.port, sleepy).drain()).toBe(0)
  expect(relay.messages).toEqual([])
  expect(await deliveryStates(db)).toEqual({ planned: 1 })

  expect(await testSender(db, relay.port, () => later(3)).drain()).toBe(1)
  expect(relay.messages).toHaveLength(1)
})
