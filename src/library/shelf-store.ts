import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { IS_SHOWN } from '../papers/hidden-store.ts'
import { LISTED, listed, WITH_READING, type ListedRow, type Page } from '../papers/list-store.ts'
import { attend, unattend, withPaper } from '../trending/attend-store.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

/** More papers are no library but a collection, and lists of them would have no end. */
const SAVED_MAX = 10_000

/**
 * Puts a paper into a reader's library, or takes it out; a second time changes nothing. `counts` says whether it counts
 * as attention to the paper. False when there is no such paper, it is hidden, or the library is full.
 */
export async function setSaved(
  db: Database,
  {
    personId,
    paperId,
    saved,
    counts,
  }: { personId: string; paperId: string; saved: boolean; counts: boolean },
  now: Date,
): Promise<boolean> {
  const done = await withPaper(db, paperId, async (transaction, paper) => {
    const before = await findRow(transaction, personId, paperId)
    if ((before?.savedAt != null) === saved) return true
    if (!saved) {
      await writeSaved(transaction, personId, paperId, null, false)
      if (before!.counted) await unattend(transaction, paper, 'save', before!.savedAt!)
      return true
    }
    if (!paper.shown || (await countSaved(transaction, personId)) >= SAVED_MAX) return false
    await writeSaved(transaction, personId, paperId, now, counts)
    if (counts) await attend(transaction, paper, 'save', now)
    return true
  })
  return done ?? false
}

function findRow(db: Database, personId: string, paperId: string) {
  return db
    .selectFrom('shelf')
    .select(['savedAt', 'counted'])
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .executeTakeFirst()
}

async function writeSaved(
  db: Database,
  personId: string,
  paperId: string,
  savedAt: Date | null,
  counted: boolean,
): Promise<void> {
  await sql`
    insert into shelf (person_id, paper_id, saved_at, counted)
    values (${personId}, ${paperId}, ${savedAt}::timestamptz, ${counted}::boolean)
    on conflict (person_id, paper_id) do update set saved_at = excluded.saved_at, counted = excluded.counted
  `.execute(db)
}

async function countSaved(db: Database, personId: string): Promise<number> {
  const { rows } = await sql<{ saved: number }>`
    select count(*) as saved from shelf where person_id = ${personId} and saved_at is not null
  `.execute(db)
  return rows[0]!.saved
}

/** Puts many papers into a reader's library, as far as it has room. They count for nothing: old references are no news. */
export async function saveAll(
  db: Database,
  personId: string,
  paperIds: string[],
  now: Date,
): Promise<void> {
  const room = Math.max(0, SAVED_MAX - (await countSaved(db, personId)))
  await sql`
    insert into shelf (person_id, paper_id, saved_at)
    select ${personId}, id, ${now}::timestamptz from papers
    where id = any(${paperIds.slice(0, room)}::text[])
    on conflict (person_id, paper_id) do update set saved_at = coalesce(shelf.saved_at, excluded.saved_at)
  `.execute(db)
}

/** Notes that a reader has seen a paper, or is not interested in it, or takes that back. */
export async function setMark(
  db: Database,
  { personId, paperId }: { personId: string; paperId: string },
  mark: 'seen' | 'dismissed',
  at: Date | null,
): Promise<void> {
  const column = mark === 'seen' ? sql`seen_at` : sql`dismissed_at`
  await sql`
    insert into shelf (person_id, paper_id, ${column})
    select ${personId}, id, ${at}::timestamptz from papers where id = ${paperId}
    on conflict (person_id, paper_id) do update set ${column} = excluded.${column}
  `.execute(db)
}

/** The papers in a reader's library, the last saved first. `number` counts pages from 1. */
export async function listSaved(
  db: Database,
  personId: string,
  number: number,
  size: number,
): Promise<Page> {
  const saved = sql`from shelf where person_id = ${personId} and saved_at is not null and ${IS_SHOWN}`
  const { rows } = await sql<{ total: number; papers: ListedRow[] | null }>`
    select
      (select count(*) ${saved}) as total,
      (select json_agg(shown) from (
        select ${LISTED} from (
          select paper_id, saved_at ${saved}
          order by saved_at desc, paper_id
          limit ${size} offset ${(number - 1) * size}
        ) as kept
        join papers on id = paper_id ${WITH_READING}
        order by saved_at desc, paper_id
      ) as shown) as papers
  `.execute(db)
  const { total, papers } = rows[0]!
  return { papers: (papers ?? []).map(listed), total }
}

/** The ids of the papers in a reader's library, the last saved first. */
export async function savedIds(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('shelf')
    .select('paperId')
    .where('personId', '=', personId)
    .where('savedAt', 'is not', null)
    .orderBy('savedAt', 'desc')
    .orderBy('paperId')
    .limit(SAVED_MAX)
    .execute()
  return rows.map(({ paperId }) => paperId)
}
