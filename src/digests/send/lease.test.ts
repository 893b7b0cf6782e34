import { expect, test } from 'vitest'
import { onBothEngines } from '../../../test/test-database.ts'
import { deliveryStates, emptySearch, reader } from '../../../test/test-digests.ts'
import { posted, saveDrafts } from '../../../test/test-site.ts'
import { claimMails, queueMail } from '../outbox-store.ts'
import { planDue } from '../plan.ts'
import { claim, commit, reconcile } from './ledger-store.ts'

const DAY = '2025-04-17'
const SUBSCRIBED = new Date(`${DAY}T05:00:00Z`)
const MORNING = new Date(`${DAY}T07:30:00Z`)
const A_YEAR_AHEAD = new Date('2026-04-17T07:30:00Z')
const minutesLater = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000)
const DEAD = { worker: 'dead', count: 10, newestFirst: false }

onBothEngines('the leases of a process that died while its clock was ahead', (open) => {
  test('end soon: what was not sent is planned again, what may have been is uncertain', async () => {
    const { db } = await open()
    const search = await emptySearch()
    await saveDrafts(db, [posted(DAY, 1)])
    for (const name of ['ada', 'bob', 'cy']) await reader(db, name, SUBSCRIBED)
    await planDue({ db, search }, MORNING)
    await search.close()
    const claims = await claim(db, DEAD, A_YEAR_AHEAD)
    await commit(db, claims.slice(0, 1), A_YEAR_AHEAD)

    await reconcile(db, 'hold', MORNING)
    expect(await deliveryStates(db)).toEqual({ claimed: 2, committing: 1 })
    await reconcile(db, 'hold', minutesLater(2))
    expect(await deliveryStates(db)).toEqual({ planned: 2, uncertain: 1 })

    const inFourMinutes = minutesLater(2 + 4) // another machine's clock, as wrong as clocks are
    expect(await claim(db, DEAD, inFourMinutes)).toHaveLength(2)
    await reconcile(db, 'hold', minutesLater(2))
    await reconcile(db, 'hold', minutesLater(6))
    expect(await deliveryStates(db)).toEqual({ claimed: 2, uncertain: 1 })
  })

  test('end soon for single mails too', async () => {
    const { db } = await open()
    const mail = { to: 'ada@example.org', subject: 'Confirm your subscription', text: 'A link' }
    await queueMail(db, 'x', mail, MORNING)
    expect(await claimMails(db, 10, A_YEAR_AHEAD)).toHaveLength(1)
    expect(await claimMails(db, 10, MORNING)).toEqual([])
    expect(await claimMails(db, 10, minutesLater(16))).toMatchObject([{ ...mail, attempts: 2 }])
  })
})
