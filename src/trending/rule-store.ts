import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'
import type { HeatRule } from '../heat/heat.ts'
import { lockPapers, readHeatRule, readHours } from '../papers/attention-store.ts'
import { lockSaving } from '../papers/save-store.ts'
import { warmthOfHours } from '../papers/warmth.ts'

/** Makes this the rule by which heat is counted. When it was another, all heat is to be derived again: `deriveHeat`. */
export async function setHeatRule(db: Database, rule: HeatRule): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockSaving(transaction) // a paper that is being saved by the old rule would be passed over
    const { halfLifeHours, weights } = rule
    await sql`
      update heat_rule
      set half_life_hours = ${halfLifeHours}, weights = ${JSON.stringify(weights)}::jsonb, derived_to = ''
      where half_life_hours <> ${halfLifeHours} or weights <> ${JSON.stringify(weights)}::jsonb
    `.execute(transaction)
  })
}

const PAPERS_AT_ONCE = 500 // savers and voters of these papers wait for a tenth of a second

/**
 * Derives the heat of the next papers by the rule as it is now. False when there was none left. Goes on where it
 * stopped, also after a crash; two processes that do it take turns.
 */
export function deriveHeat(db: Database): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const papers = await nextPapers(transaction)
    const ids = papers.map(({ id }) => id)
    await lockPapers(transaction, ids)
    const { rule } = await readHeatRule(transaction)
    const hours = await readHours(transaction, ids)
    const rows = papers.map(({ id, day }) => {
      const { heat, attention } = warmthOfHours(day, hours.get(id) ?? [], rule)
      return { id, heat, attention: heat === null ? null : JSON.stringify(attention) }
    })
    await sql`
      update all_papers set heat = given.heat, attention = given.attention::jsonb
      from ${given({ id: 'text', heat: 'double precision', attention: 'text' }, rows)}
      where all_papers.id = given.id collate "C"
    `.execute(transaction)
    await sql`update heat_rule set derived_to = ${ids.at(-1) ?? null}`.execute(transaction)
    return ids.length > 0
  })
}

async function nextPapers(db: Database): Promise<{ id: string; day: string | null }[]> {
  const { rows } = await sql<{ id: string; day: string | null }>`
    select id, day from all_papers
    where id > (select derived_to from heat_rule)
    order by id
    limit ${PAPERS_AT_ONCE}
  `.execute(db)
  return rows
}
