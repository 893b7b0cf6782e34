import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { jsonText } from '../database/rows.ts'
import type { CorrectedKind, Correction } from './correction.ts'

/** The corrections of these papers, in a fixed order. */
export async function correctionsOf(
  db: Database,
  ids: string[],
): Promise<Map<string, Correction[]>> {
  const { rows } = await sql<Correction & { paperId: string }>`
    select paper_id, kind, quote, action, value from corrections
    where paper_id = any(${ids}::text[])
    order by paper_id, kind, quote
  `.execute(db)
  const byPaper = Map.groupBy(rows, ({ paperId }) => paperId)
  return new Map(
    [...byPaper].map(([id, all]) => [
      id,
      all.map(({ kind, quote, action, value }) => ({ kind, quote, action, value })),
    ]),
  )
}

/** A correction, who made it, and when. */
export interface MadeCorrection extends Correction {
  by: { handle: string; name: string } | null // null: somebody at the terminal, or who has left
  madeAt: Date
}

/** What people said of a paper, the latest first. */
export async function listCorrections(db: Database, paperId: string): Promise<MadeCorrection[]> {
  const { rows } = await sql<MadeCorrection>`
    select kind, quote, action, value, made_at,
      (select json_build_object('handle', handle, 'name', name) from people where id = person_id) as by
    from corrections where paper_id = ${paperId}
    order by made_at desc, kind, quote
  `.execute(db)
  return rows
}

/** Stores a correction. A later one of the same finding takes the place of an earlier one. */
export async function writeCorrection(
  db: Database,
  paperId: string,
  { kind, quote, action, value }: Correction,
  by: { person: string | null; at: Date },
): Promise<void> {
  await sql`
    insert into corrections (paper_id, kind, quote, action, value, person_id, made_at)
    values (${paperId}, ${kind}, ${quote}, ${action}, ${jsonText(value)}::text::jsonb, ${by.person}, ${by.at.toISOString()})
    on conflict (paper_id, kind, quote) do update set
      action = excluded.action, value = excluded.value, person_id = excluded.person_id, made_at = excluded.made_at
  `.execute(db)
}

/** How much people said of findings of this kind. */
export async function countCorrections(
  db: Database,
  paperId: string,
  kind: CorrectedKind,
): Promise<number> {
  const { count } = await db
    .selectFrom('corrections')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('paperId', '=', paperId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether there was one. */
export async function deleteCorrection(
  db: Database,
  paperId: string,
  kind: CorrectedKind,
  quote: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('corrections')
    .where('paperId', '=', paperId)
    .where('kind', '=', kind)
    .where('quote', '=', quote)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/**
 * Takes what people said of papers that merged into others along to those. What was said of the other already stands, and
 * so does what was said of papers that are only hidden. Returns the ids that got corrections.
 */
export async function moveWords(db: Database, ended: string[]): Promise<string[]> {
  if (ended.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with moved as (
      insert into corrections (paper_id, kind, quote, action, value, person_id, made_at)
      select key.paper_id, old.kind, old.quote, old.action, old.value, old.person_id, old.made_at
      from corrections old
      join paper_keys key on key.kind = 'id' and key.value = old.paper_id
      where old.paper_id = any(${ended}::text[])
      on conflict (paper_id, kind, quote) do nothing
      returning paper_id
    )
    select distinct paper_id as id from moved
  `.execute(db)
  await sql`
    delete from corrections old using paper_keys key
    where key.kind = 'id' and key.value = old.paper_id and old.paper_id = any(${ended}::text[])
  `.execute(db)
  await sql`
    insert into finding_reports (paper_id, kind, quote, reason, note, reports, reported_at, closed_at)
    select key.paper_id, old.kind, old.quote, old.reason, old.note, old.reports, old.reported_at, old.closed_at
    from finding_reports old
    join paper_keys key on key.kind = 'id' and key.value = old.paper_id
    where old.paper_id = any(${ended}::text[])
    on conflict (paper_id, kind, quote, reason) do update set reports = finding_reports.reports + excluded.reports
  `.execute(db)
  await sql`
    delete from finding_reports old using paper_keys key
    where key.kind = 'id' and key.value = old.paper_id and old.paper_id = any(${ended}::text[])
  `.execute(db)
  return rows.map(({ id }) => id)
}
