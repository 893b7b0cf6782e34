import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { KEYS, reader } from '../../../../test/test-digests.ts'
import { posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { takeInEvents } from '../../../digests/bounces/webhook.ts'
import { dropDeliveries } from '../../../digests/plan-store.ts'
import { planDue } from '../../../digests/plan.ts'
import { coolDown } from '../../../digests/send/throttle-store.ts'
import { stop } from '../../../digests/send/stop-store.ts'
import { queueMail } from '../../../digests/outbox-store.ts'
import { bounceAddress } from '../../../digests/verp.ts'
import { paths } from '../../paths.ts'

let now = new Date(`${TODAY}T08:00:00Z`)
const site = await testSite({ now: () => now })
const { db } = site
await site.print(posted(TODAY, 1))
const admin = await signIn(site, { role: 'admin' })

/** Mails of today in every state that an admin may wonder about. */
async function aMorning(): Promise<void> {
  const names = ['ada', 'bob', 'cy', 'dee', 'eve']
  for (const name of names) await reader(db, name, new Date(`${TODAY}T05:00:00Z`))
  await planDue({ db, search: site.search }, now)
  const [first, second, third, fourth] = await db
    .selectFrom('deliveries')
    .select(['issueId', 'subscriberId'])
    .orderBy('subscriberId')
    .execute()
  const become = (id: number, state: 'accepted' | 'rejected' | 'skipped', reason: string | null) =>
    db
      .updateTable('deliveries')
      .set({ state, reason, settledAt: now })
      .where('subscriberId', '=', id)
      .execute()
  await become(first!.subscriberId, 'accepted', null)
  await become(second!.subscriberId, 'rejected', 'mailbox')
  await become(third!.subscriberId, 'skipped', 'late')
  await become(fourth!.subscriberId, 'accepted', null)
  const returnPath = bounceAddress(KEYS, fourth!, 'bounce.example.org')
  const intake = { db, keys: KEYS, now: () => now }
  await takeInEvents(intake, 'w1', [
    { mail: { returnPath }, news: { what: 'complaint', detail: '' } },
  ])
  await coolDown(db, 'gmail.com', '421 4.7.28 <slow> down', now)
  await stop(db, 'issue:1', 'it is <b>bad</b>', now)
  await queueMail(db, 'confirm x', { to: 'x@example.org', subject: 'Confirm', text: '' }, now)
}

test('an admin sees what becomes of mails, and why', async () => {
  await aMorning()
  const page = (await admin.read(paths.digests)).replaceAll(/\s+/g, ' ')
  expect(page).toContain('2 accepted')
  expect(page).toContain('1 skipped: late; 1 rejected: mailbox; 1 complaint')
  expect(page).toContain(
    'Waits until 2025-04-17 08:01 UTC (gmail.com): 421 4.7.28 &lt;slow&gt; down',
  )
  expect(page).toContain('it is &lt;b&gt;bad&lt;/b&gt;')
  await admin.post(paths.digests, { do: 'go on', key: 'issue:1' })
  expect(await admin.read(paths.digests)).not.toContain('it is &lt;b&gt;')
  expect(await admin.read(paths.outbox)).toContain('x@example.org')
})

test('Prometheus counts mails by state, the age of the queue, throttles and stops', async () => {
  const text = await site.read(paths.metrics)
  expect(text).toContain('broadsheet_mails{state="accepted"} 2')
  expect(text).toContain('broadsheet_mails{state="planned"} 1')
  expect(text).toContain('broadsheet_mails{state="rejected"} 1')
  expect(Number(/^broadsheet_mail_queue_seconds (\S+)$/m.exec(text)![1])).toBeGreaterThan(
    3_000 - 600,
  )
  expect(text).toContain('broadsheet_mail_throttles 1')
  expect(text).toContain('broadsheet_mail_stops 0')
  expect(text).toContain('broadsheet_outbox_mails{state="queued"} 1')
  expect(text).not.toMatch(/@|example/)
})

test('a state that no mail is in any more is counted no more', async () => {
  await db.updateTable('deliveries').set({ state: 'accepted' }).execute()
  now = new Date(now.getTime() + 20_000)
  const text = await site.read(paths.metrics)
  expect(text).toContain('broadsheet_mails{state="accepted"} 5')
  expect(text).not.toContain('state="planned"')
  expect(text).toContain('broadsheet_mail_queue_seconds 0')
})

test('after three months nobody knows who had an issue, and the issue is still to be read', async () => {
  await dropDeliveries(db, now)
  for (const table of ['deliveries', 'deliveryAttempts', 'bounces'] as const)
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  expect(await site.read(paths.issue('daily', TODAY))).toContain('paper number 1')
})
