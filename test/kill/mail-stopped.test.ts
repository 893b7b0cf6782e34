import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openPostgres } from '../../src/database/postgres.ts'
import { planDue } from '../../src/digests/plan.ts'
import { reconcile, settleByRelay } from '../../src/digests/send/ledger-store.ts'
import { readBounceAddress } from '../../src/digests/verp.ts'
import { faultServer, type FaultServer, type Reply, type Turn } from '../fault-server.ts'
import { freePort } from '../free-port.ts'
import { newPostgresDatabase } from '../test-database.ts'
import { deliveryStates, emptySearch, KEYS, testSender } from '../test-digests.ts'
import { posted, saveDrafts } from '../test-site.ts'
import { manyReaders } from './mail-run.ts'

const MINUTE_MS = 60_000

/** A database with a mail for each of so many readers, due now, and a relay. */
async function planned(readers: number, say: (turn: Turn, relay: FaultServer) => Reply) {
  const url = await newPostgresDatabase()
  const { db, close } = openPostgres(url)
  onTestFinished(close)
  const search = await emptySearch()
  onTestFinished(() => search.close())
  const relay: FaultServer = await faultServer((turn) => say(turn, relay))
  onTestFinished(relay.close)
  const dueAt = new Date(Date.now() - MINUTE_MS)
  await saveDrafts(db, [posted(dueAt.toISOString().slice(0, 10), 1)])
  await manyReaders(db, readers, dueAt)
  expect(await planDue({ db, search }, new Date())).toBe(readers)
  return { url, db, relay }
}

function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

function settleByEvidence(db: Database, relay: FaultServer, now: Date) {
  const seen = relay.messages.flatMap(({ from }) => readBounceAddress(KEYS, from) ?? [])
  return settleByRelay(db, seen, now)
}

describe.skipIf(!inject('postgresUrl'))('a process that sends', () => {
  test('17: and is frozen until others have done its work sends no dot when it wakes up', async () => {
    const READERS = 40
    let child: ChildProcess | null = null
    let isFrozen = false
    const { promise: frozen, resolve: freeze } = Promise.withResolvers<void>()
    const { url, db, relay } = await planned(READERS, ({ line }, { messages }) => {
      if (line === 'DATA' && messages.length > 5 && !isFrozen) {
        isFrozen = child!.kill('SIGSTOP') // with mails at every step of the way
        freeze()
      }
      return null
    })
    const clock = join(mkdtempSync(join(tmpdir(), 'broadsheet-frozen-')), 'ahead')
    onTestFinished(() => rmSync(dirname(clock), { recursive: true }))
    writeFileSync(clock, '0')
    child = start(['test/kill/send-until-killed.ts', url, String(relay.port), 'frozen', '0', clock])
    const ended = once(child, 'exit')
    await frozen

    const later = new Date(Date.now() + 2 * MINUTE_MS) // its leases are over
    await reconcile(db, 'hold', later)
    const other = testSender(db, relay.port, () => later, { worker: 'other' })
    expect(await other.drain()).toBeGreaterThan(0)
    await settleByEvidence(db, relay, later)
    await other.drain()
    expect(await deliveryStates(db)).toEqual({ accepted: READERS })
    expect(relay.messages).toHaveLength(READERS)

    writeFileSync(clock, String(2 * MINUTE_MS)) // which have passed for it too, only unnoticed
    child.kill('SIGCONT')
    expect(await ended).toEqual([0, null])
    expect(relay.messages).toHaveLength(READERS)
    expect(new Set(relay.messages.map(({ to }) => to)).size).toBe(READERS)
    expect(await deliveryStates(db)).toEqual({ accepted: READERS })
  })

  test(
    '44: and is told to stop again and again leaves no mail in doubt, loses none and doubles none',
    { timeout: 120_000 },
    async () => {
      const READERS = 120
      const STOP_AT = [40, 80, READERS] // mails that the relay has by then
      let reached: () => void = () => {}
      let until = 0
      const { url, db, relay } = await planned(READERS, ({ line }, { messages }) => {
        if (line === 'DOT' && messages.length + 1 >= until) reached()
        return null
      })
      for (until of STOP_AT) {
        const arrived = new Promise<void>((resolve) => (reached = resolve))
        const child = start(['src/main.js', 'serve'], {
          DATABASE_URL: url,
          SMTP_URL: `smtp://127.0.0.1:${relay.port}?tls=off`,
          MAIL_FROM: 'papers@example.org',
          BOUNCE_DOMAIN: 'bounce.example.org',
          DIGEST_RATE: '1000',
          SAMPLE: 'off',
          LOG_LEVEL: 'error',
          PORT: String(await freePort()),
        })
        const ended = once(child, 'exit')
        await arrived
        child.kill('SIGTERM')
        expect(await ended).toEqual([0, null])

        const states = await deliveryStates(db)
        expect(states.accepted).toBe(relay.messages.length)
        expect((states.planned ?? 0) + states.accepted!).toBe(READERS) // nothing in hand, nothing in doubt
      }
      expect(new Set(relay.messages.map(({ to }) => to)).size).toBe(READERS)
      expect(relay.messages).toHaveLength(READERS)
    },
  )
})
