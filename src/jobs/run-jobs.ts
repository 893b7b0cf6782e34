import type { OpenDatabase } from '../database/database.ts'
import { SCHEDULE, type Workshop } from './schedule.ts'

/** The jobs of this process. */
export interface Jobs {
  stop(): Promise<void>
}

const ASK_EVERY_SECONDS = 10 // whether a job is due: nothing here is so urgent that it must be asked for oftener
const STOP_WITHIN_MS = 10_000

/**
 * Works on the timetable, with every other process of this database: each job goes to one of them, at its time. The
 * timetable is kept in the database (schema 'pgboss'), and this release's replaces the one that is there.
 */
export async function runJobs(
  { execute }: Pick<OpenDatabase, 'execute'>,
  workshop: Workshop,
  failed: (error: unknown, job: string | null) => void,
): Promise<Jobs> {
  const { PgBoss } = await import('pg-boss') // no page waits for it to be loaded
  const boss = new PgBoss({
    db: { executeSql: execute },
    cronMonitorIntervalSeconds: 30,
  })
  boss.on('error', (error) => failed(error, null))
  await boss.start()
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
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }) }
}
