import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../../test/test-database.ts'
import { runJobs } from './run-jobs.ts'
import type { Workshop } from './schedule.ts'

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
