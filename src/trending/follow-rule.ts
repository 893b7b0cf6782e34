import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import type { HeatRule } from '../heat/heat.ts'
import { deriveHeat, setHeatRule } from './rule-store.ts'

/**
 * Makes this the rule of heat and, beside everything else, derives the heat of all papers again where a change of it
 * is not through yet. Until it is, Trending mixes both rules. A failure ends it until the next start.
 */
export async function followRule(
  db: Database,
  rule: HeatRule,
  tell: { done: () => void; failed: (error: unknown) => void },
): Promise<{ stop: () => Promise<void> }> {
  await setHeatRule(db, rule)
  const stopping = new AbortController()

  async function deriveAll(): Promise<void> {
    let some = false
    while (!stopping.signal.aborted && (await deriveHeat(db))) {
      some = true
      await breathe()
    }
    if (some) tell.done()
  }

  const deriving = deriveAll().catch(tell.failed)
  return {
    async stop() {
      stopping.abort()
      await deriving
    },
  }
}
