import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../../test/test-database.ts'
import type { OpenDatabase } from '../database/database.ts'
import { runJobs } from './run-jobs.ts'
import { SCHEDULE, type Workshop } from './schedule.ts'

const DAY_MS = 86_400_000
const PATIENCE_MS = 60_000

test(
  'when the clock is set back, the queue forgets what it wrote while the clock was ahead',
  async () => {
    const opened = await openTestDatabase()
    const { db } = opened
    let now = new Date()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no job runs within the test
    const workshop = { now: () => now } as Workshop
    const complaints: unknown[] = []
    const jobs = await runJobs(opened, workshop, (error) => complaints.push(error), 50)
    onTestFinished(async () => {
      await jobs.stop()
      await opened.close()
    })

    await sql`update pgboss.version set cron_on = now() + interval '1 year'`.execute(db)
    await sql`update pgboss.queue set maintain_on = now() + interval '1 year'`.execute(db)
    await sql`
    insert into pgboss.job (name, start_after, created_on, policy, state)
    select name, now() + interval '1 year', now() + interval '1 year', policy, 'created' from pgboss.queue where name = 'digests'
  `.execute(db)
    const ahead = async () => {
      const { rows } = await sql<{ ahead: number }>`
      select (
        (select count(*) from pgboss.version where cron_on > now() + interval '1 hour')
        + (select count(*) from pgboss.queue where maintain_on > now() + interval '1 hour')
        + (select count(*) from pgboss.job where start_after > now() + interval '1 hour')
      )::int as ahead
    `.execute(db)
      return rows[0]!.ahead
    }
    expect(await ahead()).toBeGreaterThan(2)
    now = new Date(now.getTime() - DAY_MS)
    await expect.poll(ahead, { timeout: PATIENCE_MS }).toBe(0)
    expect(complaints).toEqual([])
  },
  PATIENCE_MS * 2,
)

const DOWN = 'the database is down'

/** A database that fails at every statement which `isDown` says. */
function failing({ execute }: Pick<OpenDatabase, 'execute'>, isDown: (text: string) => boolean) {
  return {
    execute: async (text: string, values?: unknown[]) => {
      if (isDown(text)) throw new Error(DOWN)
      return execute(text, values)
    },
  }
}

test(
  'a queue that cannot begin anew tries again until it can, and can be stopped at any time',
  async () => {
    const opened = await openTestDatabase()
    let now = new Date()
    let isDown = false
    let begun = 0
    const database = failing(opened, (text) => {
      if (isDown && text.includes('pgboss.version')) return true
      begun += Number(/insert into pgboss\.schedule\b/i.test(text) && !/create table/i.test(text))
      return false
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no job runs within the test
    const workshop = { now: () => now } as Workshop
    const complaints: string[] = []
    const run = () =>
      runJobs(database, workshop, (error, job) => complaints.push(`${job}: ${String(error)}`), 50)
    const jobs = await run()
    onTestFinished(() => jobs.stop())

    const scheduled = begun
    expect(scheduled).toBe(SCHEDULE.length)
    isDown = true
    now = new Date(now.getTime() - DAY_MS)
    await expect.poll(() => complaints.length, { timeout: PATIENCE_MS }).toBeGreaterThan(1)
    expect(new Set(complaints)).toEqual(new Set([`null: Error: ${DOWN}`]))
    isDown = false
    await expect.poll(() => begun, { timeout: PATIENCE_MS }).toBe(2 * scheduled)
    await jobs.stop()

    const others = await run()
    isDown = true
    now = new Date(now.getTime() - DAY_MS)
    const before = complaints.length
    await expect.poll(() => complaints.length, { timeout: PATIENCE_MS }).toBeGreaterThan(before)
    await others.stop()
  },
  PATIENCE_MS * 2,
)

test('a queue that cannot begin leaves nothing running', async () => {
  const opened = await openTestDatabase()
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no job runs within the test
  const workshop = { now: () => new Date() } as Workshop
  const database = failing(opened, (text) => text.startsWith('delete from pgboss.job')) // after its start
  const before = timers()
  await expect(runJobs(database, workshop, () => {})).rejects.toThrow(DOWN)
  expect(timers()).toBeLessThanOrEqual(before) // some of before may have ended
})
