import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'
import type { HeatRule, HourOfAttention, Kind } from '../heat/heat.ts'
import type { CountedElsewhere } from './warmth.ts'

/** The rule by which heat is stored, and what time it is. */
export async function readHeatRule(db: Database): Promise<{ rule: HeatRule; now: Date }> {
  const { rows } = await sql<HeatRule & { now: Date }>`
    select half_life_hours, weights, now() as now from heat_rule
  `.execute(db)
  const { now, ...rule } = rows[0]!
  return { rule, now }
}

/** Nobody counts anything for these papers until the transaction ends. In the order of ids, so that two cannot block each other. */
export async function lockPapers(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select id from all_papers where id = any(${ids}::text[]) order by id for update`.execute(
    db,
  )
}

/** Everything that happened to these papers. Those to which nothing did are left out. */
export async function readHours(
  db: Database,
  ids: string[],
): Promise<Map<string, HourOfAttention[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<HourOfAttention & { paperId: string }>`
    select paper_id, kind, hour, amount from attention where paper_id = any(${ids}::text[])
  `.execute(db)
  return Map.groupBy(rows, ({ paperId }) => paperId)
}

/** Replaces what other sites count where it changed. */
export async function writeCounted(
  db: Database,
  papers: { id: string; counted: CountedElsewhere[] }[],
): Promise<void> {
  const changed = papers.flatMap(({ id, counted }) => counted.map((each) => ({ id, ...each })))
  if (changed.length === 0) return
  await sql`
    delete from attention using ${given(
      { id: 'text', kind: 'text' },
      changed.map(({ id, kind }) => ({ id, kind })),
    )}
    where attention.paper_id = given.id collate "C" and attention.kind = given.kind collate "C"
  `.execute(db)
  const rows = changed.flatMap(({ id, kind, dated }) =>
    dated.map(({ hour, amount }) => ({ paper_id: id, kind, hour: hour.toISOString(), amount })),
  )
  await sql`
    insert into attention (paper_id, kind, hour, amount)
    select paper_id, kind, hour, amount
    from ${given({ paper_id: 'text', kind: 'text', hour: 'timestamptz', amount: 'integer' }, rows)}
  `.execute(db)
}

/** Gives what happened to papers that end to the one that they are now. */
export async function moveAttention(db: Database, ended: string[], id: string): Promise<void> {
  await sql`
    with moved as (
      delete from attention where paper_id = any(${ended}::text[]) returning kind, hour, amount
    )
    insert into attention (paper_id, kind, hour, amount)
    select ${id}, kind, hour, sum(amount) from moved group by kind, hour
    on conflict (paper_id, kind, hour) do update set amount = attention.amount + excluded.amount
  `.execute(db)
}

/** Adds to what happened to a paper in an hour, or takes away when `amount` is negative. */
export async function addHour(
  db: Database,
  paperId: string,
  { kind, hour, amount }: { kind: Kind; hour: Date; amount: number },
): Promise<void> {
  if (amount > 0) {
    await sql`
      insert into attention (paper_id, kind, hour, amount) values (${paperId}, ${kind}, ${hour}, ${amount})
      on conflict (paper_id, kind, hour) do update set amount = attention.amount + excluded.amount
    `.execute(db)
    return
  }
  const where = sql`paper_id = ${paperId} and kind = ${kind} and hour = ${hour}`
  await sql`delete from attention where ${where} and amount <= ${-amount}`.execute(db)
  await sql`update attention set amount = amount + ${amount} where ${where}`.execute(db)
}
