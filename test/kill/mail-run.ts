import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../src/database/database.ts'
import { settleByRelay } from '../../src/digests/send/ledger-store.ts'
import { readBounceAddress } from '../../src/digests/verp.ts'
import { KEYS } from '../test-digests.ts'

/** Readers by the thousand, each with a daily mail that is due. Their names are 'r1', 'r2' and so on. */
export async function manyReaders(db: Database, count: number, dueAt: Date): Promise<void> {
  await sql`
    insert into subscribers (public_id, address, address_key, state, zone, created_at, confirmed_at)
    select 'r' || n, 'r' || n || '@example.com', 'r' || n || '@example.com', 'active', 'UTC', ${dueAt}, ${dueAt}
    from generate_series(1, ${count}::integer) as n
  `.execute(db)
  await sql`
    insert into subscriptions
      (subscriber_id, kind, hour, weekday, trending, topics, searches, papers_max, papers_min, next_date, next_due_at)
    select id, 'daily', 7, 0, true, '{}', '{}', 15, 1, ${dueAt.toISOString().slice(0, 10)}::date, ${dueAt}
    from subscribers
  `.execute(db)
}

/** A relay that writes down what it took. */
export async function startSink(log: string): Promise<{ port: number; process: ChildProcess }> {
  writeFileSync(log, '', { flag: 'a' }) // it may have nothing to say before the first kill
  const child = spawn(process.execPath, ['bench/mail/sink.ts', log], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(said.toString()), process: child }
}

/** How often each reader's mail came to the relay, by its return path. */
export function copies(log: string): Map<string, number> {
  const counted = new Map<string, number>()
  for (const from of readFileSync(log, 'utf8').split('\n')) {
    if (from !== '') counted.set(from, (counted.get(from) ?? 0) + 1)
  }
  return counted
}

/**
 * Sends in a process of its own and kills it a moment after it began. Its clock is ahead as far as the test's: what waits
 * for a lease to end is due in both. True: it had ended by itself.
 */
export async function sendUntilKilled(
  url: string,
  port: number,
  worker: string,
  { afterMs, aheadMs }: { afterMs: number; aheadMs: number },
): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ['test/kill/send-until-killed.ts', url, String(port), worker, String(aheadMs)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await once(child.stdout, 'data')
  const exit = once(child, 'exit')
  const patience = new AbortController()
  await Promise.race([exit, wait(afterMs, null, { signal: patience.signal }).catch(() => {})])
  patience.abort()
  const ended = child.exitCode === 0
  child.kill('SIGKILL')
  await exit
  return ended
}

/** Settles what is in doubt by the relay's log. Gives how many mails had reached it, and how many had not. */
export async function settleByLog(db: Database, log: string, now: Date) {
  const seen = [...copies(log).keys()].flatMap((from) => readBounceAddress(KEYS, from) ?? [])
  return settleByRelay(db, seen, now)
}
