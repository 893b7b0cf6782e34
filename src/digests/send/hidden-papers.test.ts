import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultServer, type FaultServer } from '../../../test/fault-server.ts'
import { onBothEngines } from '../../../test/test-database.ts'
import { deliveryStates, emptySearch, forgetMail, reader, testSender } from '../../../test/test-digests.ts' // prettier-ignore
import { manyReaders } from '../../../test/kill/mail-run.ts'
import { posted, saveDrafts } from '../../../test/test-site.ts'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { setPaperHidden } from '../../papers/hidden-store.ts'
import type { Search } from '../../search/search.ts'
import { planDue } from '../plan.ts'

const DAY = '2025-04-17'
const MORNING = new Date(`${DAY}T07:30:00Z`)
const [ONE, TWO, THREE] = ['2504.00001', '2504.00002', '2504.00003'] as const

onBothEngines('papers that were hidden since a mail was planned', (open) => {
  let db: Database
  let search: Search
  let relay: FaultServer

  beforeAll(async () => {
    const opened = await open()
    db = opened.db
    search = await emptySearch()
    relay = await faultServer(() => null)
    await saveDrafts(db, [posted(DAY, 1), posted(DAY, 2), posted(DAY, 3)])
    afterAll(async () => {
      await relay.close()
      await search.close()
      await opened.close()
    })
  })

  async function planned(): Promise<void> {
    await forgetMail(db)
    relay.messages.length = 0
    await reader(db, 'ada', new Date(`${DAY}T05:00:00Z`))
    await planDue({ db, search }, MORNING)
  }

  const hide = (ids: readonly string[], reason: string | null = 'Spam') =>
    inTransaction(db, async (transaction) => {
      for (const id of ids) await setPaperHidden(transaction, id, reason)
    })
  const send = () => testSender(db, relay.port, () => MORNING).drain()

  test('are not in it', async () => {
    await planned()
    await hide([ONE])
    expect(await send()).toBe(1)
    const mail = relay.messages[0]!.text
    expect(mail).not.toContain(ONE)
    expect(mail).toContain(TWO)
    expect(mail).toContain('2 papers')
    await hide([ONE], null)
  })

  test('come back whole when they are shown again while it is sent', async () => {
    await planned()
    const sender = testSender(db, relay.port, () => MORNING)
    await hide([ONE])
    expect(await sender.drain()).toBe(1)
    await hide([ONE], null)
    await reader(db, 'ben', new Date(`${DAY}T05:00:00Z`))
    await planDue({ db, search }, MORNING)
    expect(await sender.drain()).toBe(1)
    expect(relay.messages[1]!.text).toContain(ONE)
  })

  test('leave nothing to send when there are no others', async () => {
    await planned()
    await hide([ONE, TWO, THREE])
    expect(await send()).toBe(0)
    expect(relay.messages).toEqual([])
    expect(await deliveryStates(db)).toEqual({ skipped: 1 })
    await hide([ONE, TWO, THREE], null)
  })

  test('keep nobody waiting whose mail has others', async () => {
    await forgetMail(db)
    const early = new Date(`${DAY}T05:00:00Z`)
    await manyReaders(db, 201, early) // more than are claimed at once, and those first that have waited longest
    await planDue({ db, search }, MORNING)
    await hide([ONE, TWO, THREE])
    await saveDrafts(db, [posted(DAY, 4)])
    await reader(db, 'ada', early)
    await planDue({ db, search }, MORNING)
    expect(await send()).toBe(1)
    expect(await deliveryStates(db)).toEqual({ accepted: 1, skipped: 201 })
    await hide([ONE, TWO, THREE], null)
  })
})
