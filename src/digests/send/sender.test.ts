import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultServer, type FaultServer, type Reply, type Turn } from '../../../test/fault-server.ts'
import { onBothEngines } from '../../../test/test-database.ts'
import {
  deliveryStates,
  emptySearch,
  forgetMail,
  PRESS,
  reader,
  relayAt,
  testSender,
} from '../../../test/test-digests.ts'
import { saveDrafts, posted } from '../../../test/test-site.ts'
import type { Database } from '../../database/database.ts'
import { connectRelay } from '../../mail/relay.ts'
import type { Search } from '../../search/search.ts'
import { planDue } from '../plan.ts'
import { stopKind } from '../subscriber-store.ts'
import { deliveriesNamedIn, readBounceAddress } from '../verp.ts'
import { confirmSent, reconcile, settleByRelay } from './ledger-store.ts'
import { goOn, stop } from './stop-store.ts'

const DAY = '2025-04-17'
const SUBSCRIBED = new Date(`${DAY}T05:00:00Z`)
const MORNING = new Date(`${DAY}T07:30:00Z`)
const minutesLater = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000)

onBothEngines('sending', (open) => {
  let db: Database
  let search: Search
  let relay: FaultServer
  let say: (turn: Turn) => Reply = () => null
  let now = MORNING

  beforeAll(async () => {
    const opened = await open()
    db = opened.db
    search = await emptySearch()
    relay = await faultServer((turn) => say(turn))
    await saveDrafts(db, [posted(DAY, 1), posted(DAY, 2), posted(DAY, 3)])
    afterAll(async () => {
      await relay.close()
      await search.close()
      await opened.close()
    })
  })

  /** Readers with a mail planned for this morning; nothing of former tests is left. */
  async function planned(...names: string[]): Promise<void> {
    await forgetMail(db)
    relay.messages.length = 0
    relay.lines.length = 0
    say = () => null
    now = MORNING
    for (const name of names) await reader(db, name, SUBSCRIBED)
    await planDue({ db, search }, now)
  }

  const sender = () => testSender(db, relay.port, () => now)

  const states = () => deliveryStates(db)

  const arrived = () => relay.messages.map(({ to }) => to).toSorted()

  test('every reader gets one mail, and the ledger says so', async () => {
    await planned('ada', 'bob', 'cy')
    expect(await sender().drain()).toBe(3)
    expect(arrived()).toEqual(['ada@example.com', 'bob@example.com', 'cy@example.com'])
    expect(await states()).toEqual({ accepted: 3 })
    expect(await sender().drain()).toBe(0)
    for (const { from, to } of relay.messages) {
      const key = readBounceAddress(PRESS.keys, from)!
      const found = await db
        .selectFrom('subscribers')
        .select('address')
        .where('id', '=', key.subscriberId)
        .executeTakeFirst()
      expect(found?.address).toBe(to)
    }
  })

  test('1: a relay that says 421 is left alone for a minute, and the mail goes out then', async () => {
    await planned('ada')
    say = ({ line }) => (line === 'HELLO' ? '421 4.7.0 too many' : null)
    expect(await sender().drain()).toBe(0)
    expect(await states()).toEqual({ planned: 1 })
    say = () => null
    expect(await sender().drain()).toBe(0)
    now = minutesLater(1.1)
    expect(await sender().drain()).toBe(1)
    const row = await db.selectFrom('deliveries').select('attempts').executeTakeFirst()
    expect(row?.attempts).toBe(0)
  })

  test.each([
    ['MAIL', '451 4.3.0 later'],
    ['RCPT', '450 4.2.1 later'],
    ['DOT', '451 4.3.0 later'],
  ])('2: %s answered by %j is tried again after 2 and 5 minutes', async (command, reply) => {
    await planned('ada')
    say = ({ line }) => (line.startsWith(command) ? reply : null)
    await sender().drain()
    expect(await states()).toEqual({ deferred: 1 })
    now = minutesLater(1.9)
    expect(await sender().drain()).toBe(0)
    now = minutesLater(2.1)
    await sender().drain()
    expect(await db.selectFrom('deliveries').select('attempts').executeTakeFirst()).toEqual({
      attempts: 2,
    })
    say = () => null
    now = minutesLater(6)
    expect(await sender().drain()).toBe(0)
    now = minutesLater(7.2)
    expect(await sender().drain()).toBe(1)
    expect(arrived()).toEqual(['ada@example.com'])
  })

  test('3: an address that does not exist gets nothing any more', async () => {
    await planned('ada')
    say = ({ line }) => (line.startsWith('RCPT') ? '550 5.1.1 nobody' : null)
    await sender().drain()
    expect(await states()).toEqual({ rejected: 1 })
    expect(await db.selectFrom('subscribers').select('state').executeTakeFirst()).toEqual({
      state: 'suppressed',
    })
    now = new Date('2025-04-18T07:30:00Z')
    expect(await planDue({ db, search }, now)).toBe(0)
  })

  test('5: when many refuse it as unwanted, the issue stops, and no reader is blamed', async () => {
    await planned(...Array.from({ length: 25 }, (_, n) => `reader${n}`))
    say = ({ line }) => (line === 'DOT' ? '554 5.7.1 policy' : null)
    const office = sender()
    await office.drain()
    const found = await states()
    expect(found.rejected).toBeGreaterThanOrEqual(20)
    expect(found.planned).toBeGreaterThan(0)
    expect(office.events).toContainEqual(
      expect.objectContaining({ what: 'stopped', key: expect.stringMatching(/^issue:/) as string }),
    )
    expect(await db.selectFrom('suppressions').select('reason').execute()).toEqual([])
  })

  test('6: a login that fails stops everything until a person looks, and rejects nobody', async () => {
    await planned('ada')
    say = ({ line }) => {
      if (line.startsWith('EHLO')) return '250-strict\r\n250 AUTH PLAIN'
      return line.startsWith('AUTH') ? '535 5.7.8 no' : null
    }
    const { address, name } = relayAt(relay.port)
    const credentials = { user: 'ada', pass: 'wrong' }
    const office = testSender(db, relay.port, () => now, {
      connect: () => connectRelay({ address: { ...address, credentials }, name }),
    })
    await office.drain()
    expect(await states()).toEqual({ planned: 1 })
    expect(office.events).toContainEqual(expect.objectContaining({ what: 'stopped', key: 'relay' }))
    say = () => null
    expect(await sender().drain()).toBe(0)
    await goOn(db, 'relay')
    expect(await sender().drain()).toBe(1)
  })

  test.each(['EHLO', 'MAIL', 'RCPT', 'DATA'])(
    '7: a connection that breaks at %s sends it again, once',
    async (command) => {
      await planned('ada')
      let drops = 0
      say = ({ line }) => (line.startsWith(command) && drops++ === 0 ? 'drop' : null)
      await sender().drain()
      now = minutesLater(2)
      await sender().drain()
      expect(arrived()).toEqual(['ada@example.com'])
      expect(await states()).toEqual({ accepted: 1 })
    },
  )

  test('10: an answer to the dot that takes four minutes counts, though others have thought the worker dead', async () => {
    await planned('ada')
    say = async ({ line }) => {
      if (line !== 'DOT') return null
      now = minutesLater(4)
      await reconcile(db, 'resend-once', now)
      expect(await states()).toEqual({ uncertain: 1 })
      expect(await testSender(db, relay.port, () => now, { worker: 'w2' }).drain()).toBe(0)
      return null
    }
    await sender().drain()
    expect(await states()).toEqual({ accepted: 1 })
    now = minutesLater(20)
    await reconcile(db, 'resend-once', now)
    expect(await sender().drain()).toBe(0)
    expect(arrived()).toEqual(['ada@example.com'])
  })

  describe('8 and 9: a connection that breaks after the last dot', () => {
    async function uncertain(kept: boolean): Promise<void> {
      await planned('ada')
      let drops = 0
      say = ({ line }) =>
        line === 'DOT' && drops++ === 0 ? (kept ? 'take and drop' : 'drop') : null
      await sender().drain()
      expect(await states()).toEqual({ uncertain: 1 })
    }

    test('is settled by evidence that the relay has it', async () => {
      await uncertain(true)
      await confirmSent(db, [readBounceAddress(PRESS.keys, relay.messages[0]!.from)!], now)
      expect(await states()).toEqual({ accepted: 1 })
    })

    test('what a whole log of the relay does not name goes out again, once', async () => {
      await uncertain(false)
      expect(await settleByRelay(db, [], now)).toEqual({ accepted: 0, planned: 1 })
      await sender().drain()
      expect(arrived()).toEqual(['ada@example.com'])
      expect(await settleByRelay(db, [], now)).toEqual({ accepted: 0, planned: 0 })
    })

    test('what the log of the relay names is settled, also when it was given up', async () => {
      await uncertain(true)
      now = minutesLater(16)
      await reconcile(db, 'hold', now)
      const named = deliveriesNamedIn(
        PRESS.keys,
        `queued: from=<${relay.messages[0]!.from}>, size=1`,
      )
      expect(await settleByRelay(db, named, now)).toEqual({ accepted: 1, planned: 0 })
      expect(await states()).toEqual({ accepted: 1 })
    })

    test('what came into doubt after the log was read is left in doubt', async () => {
      await uncertain(false)
      expect(await settleByRelay(db, [], minutesLater(-1))).toEqual({ accepted: 0, planned: 0 })
      expect(await states()).toEqual({ uncertain: 1 })
    })

    test('without evidence is sent once more, the same to the byte', async () => {
      await uncertain(true)
      now = minutesLater(14)
      await reconcile(db, 'resend-once', now)
      expect(await states()).toEqual({ uncertain: 1 })
      now = minutesLater(16)
      await reconcile(db, 'resend-once', now)
      await sender().drain()
      expect(relay.messages).toHaveLength(2)
      expect(relay.messages[1]).toEqual(relay.messages[0])
      expect(await states()).toEqual({ accepted: 1 })
    })

    test('is not sent again where the rule is to hold', async () => {
      await uncertain(true)
      now = minutesLater(16)
      await reconcile(db, 'hold', now)
      await sender().drain()
      expect(relay.messages).toHaveLength(1)
      expect(await states()).toEqual({ held: 1 })
    })

    test('and was not kept, arrives once in the end', async () => {
      await uncertain(false)
      now = minutesLater(16)
      await reconcile(db, 'resend-once', now)
      await sender().drain()
      expect(arrived()).toEqual(['ada@example.com'])
    })

    test('twice, is held: it is sent again once only', async () => {
      await uncertain(false)
      say = ({ line }) => (line === 'DOT' ? 'drop' : null)
      now = minutesLater(16)
      await reconcile(db, 'resend-once', now)
      await sender().drain()
      now = minutesLater(40)
      await reconcile(db, 'resend-once', now)
      expect(await states()).toEqual({ held: 1 })
    })
  })

  test('14: a mail larger than the relay takes stops its issue', async () => {
    await planned('ada')
    say = ({ line }) => (line.startsWith('EHLO') ? '250-small\r\n250 SIZE 500' : null)
    const office = sender()
    await office.drain()
    expect(office.events).toContainEqual(expect.objectContaining({ what: 'stopped' }))
    expect(await states()).toEqual({ rejected: 1 })
  })

  test.each([2, 4])('17: %s workers share the work, and nobody gets two', async (count) => {
    const names = Array.from({ length: 60 }, (_, n) => `reader${n}`)
    await planned(...names)
    const workers = Array.from({ length: count }, (_, n) =>
      testSender(db, relay.port, () => now, { worker: `w${n}` }),
    )
    const sent = await Promise.all(workers.map((each) => each.drain()))
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(60)
    expect(arrived()).toEqual(names.map((name) => `${name}@example.com`).toSorted())
  })

  test('17: a worker that wakes up after its lease sends no dot', async () => {
    await planned('ada')
    const turns: string[] = []
    say = ({ line }) => {
      if (line === 'DATA' && turns.length === 0) now = minutesLater(2) // it slept this long
      if (line === 'DATA' || line === 'DOT') turns.push(line)
      return null
    }
    await sender().drain()
    await reconcile(db, 'resend-once', now)
    await sender().drain()
    expect(arrived()).toEqual(['ada@example.com'])
    // the first had no dot, nor had any whose claim was on its way to the database meanwhile
    expect(turns.join(' ')).toMatch(/^DATA (?:DATA )+DOT$/)
  })

  test('23: who leaves before the last dot gets nothing, who leaves after it gets this one', async () => {
    await planned('ada')
    const { id } = await db.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
    say = async ({ line }) => {
      if (line === 'DATA') await stopKind(db, id, 'daily', 'one-click', now)
      return null
    }
    await sender().drain()
    expect(relay.messages).toEqual([])
    expect(await states()).toEqual({ skipped: 1 })

    await planned('bob')
    const bob = await db.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
    say = async ({ line }) => {
      if (line === 'DOT') await stopKind(db, bob.id, 'daily', 'one-click', now)
      return null
    }
    await sender().drain()
    expect(arrived()).toEqual(['bob@example.com'])
    expect(await states()).toEqual({ accepted: 1 })
  })

  test('39: a provider that asks us to slow down waits, and the others flow', async () => {
    await planned('ada@gmail.com', 'bob@googlemail.com', 'cy@example.com')
    say = ({ line }) => (/gmail\.com|googlemail/.test(line) ? '450 4.7.28 slow down' : null)
    const slow = testSender(db, relay.port, () => now, { connections: 1 })
    await slow.drain()
    expect(arrived()).toEqual(['cy@example.com'])
    say = () => null
    await slow.drain()
    expect(arrived()).toEqual(['cy@example.com'])
    now = minutesLater(1.5)
    await slow.drain()
    expect(arrived()).toEqual(['ada@gmail.com', 'bob@googlemail.com', 'cy@example.com'])
  })

  test('39: a limit of the day is kept, and tomorrow the rest would go', async () => {
    await planned('ada', 'bob', 'cy')
    const limited = testSender(db, relay.port, () => now, { most: 2 })
    expect(await limited.drain()).toBe(2)
    expect(await limited.drain()).toBe(0)
    expect(await states()).toEqual({ accepted: 2, planned: 1 })
  })

  test('41: the kill switch stops it in mid-run and leaves nothing uncertain', async () => {
    await planned(...Array.from({ length: 30 }, (_, n) => `reader${n}`))
    say = async () => {
      if (relay.messages.length === 5) await stop(db, 'all', 'a person said so', now)
      return null
    }
    await sender().drain()
    const found = await states()
    expect(found).toEqual({ accepted: relay.messages.length, planned: 30 - relay.messages.length })
    expect(relay.messages.length).toBeLessThan(12)
  })

  test('22: what is too late is skipped, and its papers come with the next mail', async () => {
    await planned('ada')
    now = new Date(MORNING.getTime() + 7 * 3_600_000)
    await reconcile(db, 'resend-once', now)
    expect(await states()).toEqual({ skipped: 1 })
    now = new Date('2025-04-18T07:30:00Z')
    await planDue({ db, search }, now)
    await sender().drain()
    expect(relay.messages).toHaveLength(1)
    expect(relay.messages[0]!.text).toContain('paper number 1')
  })

  test('44: a worker that is told to stop gives back what it has not sent', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `reader${n}`)
    await planned(...names)
    const office = sender()
    say = () => {
      if (relay.messages.length === 4) void office.close()
      return null
    }
    await office.drain()
    expect(Object.keys(await states()).toSorted()).toEqual(['accepted', 'planned'])
    say = () => null
    await sender().drain()
    expect(arrived()).toEqual(names.map((name) => `${name}@example.com`).toSorted())
  })
})
