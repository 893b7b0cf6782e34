import type { PgBoss } from 'pg-boss'
import type { OpenDatabase } from '../database/database.ts'
import { forgetFuture } from './clock-store.ts'
import { SCHEDULE, type Workshop } from './schedule.ts'

/** The jobs of this process. */
export interface Jobs {
  stop(): Promise<void>
}

type Failed = (error: unknown, job: string | null) => void

const ASK_EVERY_SECONDS = 10 // whether a job is due: nothing here is so urgent that it must be asked for oftener
const STOP_WITHIN_MS = 10_000

const LOOK_AT_CLOCK_MS = 10_000
const SET_BACK_MS = 60_000 // less is what clocks are corrected by all the time

/**
 * Works on the timetable, with every other process of this database: each job goes to one of them, at its time. The
 * timetable is kept in the database (schema 'pgboss'), and this release's replaces the one that is there. The queue
 * waits for moments of the clock, so that it begins anew when the clock was set back. Throws when it cannot begin; where it
 * cannot begin anew, `failed` hears of it, and every look tries again.
 */
export async function runJobs(
  database: Pick<OpenDatabase, 'execute'>,
  workshop: Workshop,
  failed: Failed,
  lookEveryMs = LOOK_AT_CLOCK_MS,
): Promise<Jobs> {
  let boss: Promise<PgBoss | null> = begin(database, workshop, failed) // after the first never rejected
  await boss
  let latest = workshop.now().getTime()
  let isMissing = false
  const looking = setInterval(() => {
    const now = workshop.now().getTime()
    const wasSetBack = latest - now > SET_BACK_MS
    latest = wasSetBack ? now : Math.max(latest, now)
    if (!wasSetBack && !isMissing) return
    isMissing = false
    boss = boss
      .then(end)
      .then(() => begin(database, workshop, failed))
      .catch((error: unknown) => {
        failed(error, null)
        isMissing = true
        return null
      })
  }, lookEveryMs).unref()
  return {
    async stop() {
      clearInterval(looking)
      await boss.then(end)
    },
  }
}

async function end(boss: PgBoss | null): Promise<void> {
  await boss?.stop({ graceful: true, timeout: STOP_WITHIN_MS })
}

async function begin(
  database: Pick<OpenDatabase, 'execute'>,
  workshop: Workshop,
  failed: Failed,
): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss') // no page waits for it to be loaded
  const boss = new PgBoss({
    db: { executeSql: database.execute },
    cronMonitorIntervalSeconds: 30,
  })
  boss.on('error', (error) => failed(error, null))
  try {
    await boss.start()
    await forgetFuture(database)
    await takeUp(boss, workshop, failed)
    return boss
  } catch (error) {
    await end(boss).catch(() => {}) // why it could not begin says more
    throw error
  }
}

async function takeUp(boss: PgBoss, workshop: Workshop, failed: Failed): Promise<void> {
  for (const { name, at, run } of SCHEDULE) {
    await boss.createQueue(name, { policy: 'stately', retryLimit: 0, expireInSeconds: 900 }) // one waits, one runs
    await boss.schedule(name, at)
    await boss.work(name, { pollingIntervalSeconds: ASK_EVERY_SECONDS }, async () => {
      await run(workshop).catch((error: unknown) => {
        failed(error, name)
        throw error
      })
    })
  }
}
