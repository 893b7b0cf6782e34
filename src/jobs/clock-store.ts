import type { OpenDatabase } from '../database/database.ts'
import { CLOCKS_APART_MS } from '../lib/clocks.ts'

const LATER = `now() + interval '${CLOCKS_APART_MS} milliseconds'` // than anything that is written down

const STAMPS = {
  version: ['cron_on', 'bam_on', 'flow_on', 'monitor_backoff_on', 'reindex_on'],
  queue: ['maintain_on', 'monitor_on', 'monitor_claim_on', 'retained_on'],
}

/**
 * Forgets what the queue wrote while the clock was ahead: it would wait for those moments to come, a year if need be. Jobs
 * are nothing to be kept; the timetable makes them anew.
 */
export async function forgetFuture({ execute }: Pick<OpenDatabase, 'execute'>): Promise<void> {
  for (const [table, stamps] of Object.entries(STAMPS)) {
    const sets = stamps.map((stamp) => `${stamp} = case when ${stamp} > ${LATER} then null else ${stamp} end`) // prettier-ignore
    const ahead = stamps.map((stamp) => `${stamp} > ${LATER}`).join(' or ')
    await execute(`update pgboss.${table} set ${sets.join(', ')} where ${ahead}`)
  }
  await execute(
    `delete from pgboss.job where created_on > ${LATER} or start_after > ${LATER} or started_on > ${LATER}`,
  )
}
