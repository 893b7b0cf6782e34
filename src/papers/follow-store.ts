import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { addHour, moveAttention } from './attention-store.ts'
import { hourOf } from '../heat/heat.ts'

/**
 * What people did with papers that end follows to the one that they are now. Every table with a `paper_id` must be
 * thought of here or in save-store.ts, which a test checks.
 */
export async function followPaper(db: Database, ended: string[], id: string): Promise<void> {
  await dropSecondVotes(db, [...ended, id])
  await sql`update votes set paper_id = ${id} where paper_id = any(${ended}::text[])`.execute(db)
  await dropSecondSaves(db, [...ended, id])
  for (const table of ONCE_EACH) await moveOnceEach(db, table, ended, id)
  for (const table of SAID) {
    await sql`update ${sql.table(table)} set paper_id = ${id} where paper_id = any(${ended}::text[])`.execute(
      db,
    )
  }
  await moveReports(db, ended, id)
  await moveAttention(db, ended, id)
}

/** Tables that may have any number of rows for a paper. */
const SAID = ['comments', 'submissions', 'moderation_log']

/** One report a reader and paper: of two, the one about the paper that stays. */
async function moveReports(db: Database, ended: string[], id: string): Promise<void> {
  await sql`
    update reports set subject = ${id}
    where kind = 'paper' and subject = any(${ended}::text[]) and not exists (
      select from reports other
      where other.kind = 'paper' and other.subject = ${id} and other.person_id = reports.person_id
    )
  `.execute(db)
}

/** Tables with one row for each paper and something else. Of rows that become one, that with the least `rank` stays. */
const ONCE_EACH = [
  { table: 'shelf', per: 'person_id', rank: 'saved_at' }, // null comes last
  { table: 'collection_papers', per: 'collection_id', rank: 'added_at' },
  { table: 'news', per: 'person_id', rank: 'at' },
  { table: 'authorships', per: 'person_id', rank: 'decision' }, // what is confirmed before what is not
]

async function moveOnceEach(
  db: Database,
  { table, per, rank }: (typeof ONCE_EACH)[number],
  ended: string[],
  id: string,
): Promise<void> {
  const name = sql.table(table)
  await sql`
    delete from ${name} where (${sql.ref(per)}, paper_id) in (
      select ${sql.ref(per)}, paper_id from (
        select ${sql.ref(per)}, paper_id,
          row_number() over (partition by ${sql.ref(per)} order by ${sql.ref(rank)}, paper_id) as place
        from ${name} where paper_id = any(${[...ended, id]}::text[])
      ) as ranked
      where place > 1
    )
  `.execute(db)
  await sql`update ${name} set paper_id = ${id} where paper_id = any(${ended}::text[])`.execute(db)
}

/** Whoever saved several of these papers saved one work: the first saving stays and counts, for all of them. */
async function dropSecondSaves(db: Database, ids: string[]): Promise<void> {
  const { rows } = await sql<{ paperId: string; savedAt: Date; counted: boolean }>`
    with second as (
      select person_id, paper_id, saved_at, counted,
        row_number() over (partition by person_id order by counted desc, saved_at, paper_id) as place
      from shelf where paper_id = any(${ids}::text[]) and saved_at is not null
    )
    update shelf set saved_at = null, counted = false from second
    where place > 1 and shelf.person_id = second.person_id and shelf.paper_id = second.paper_id
    returning second.paper_id, second.saved_at, second.counted
  `.execute(db)
  for (const { paperId, savedAt, counted } of rows) {
    if (!counted) continue
    await addHour(db, paperId, { kind: 'save', hour: hourOf(savedAt), amount: -1 })
  }
}

/** Whoever voted for several of these papers voted for one work, once: the first vote stays. */
async function dropSecondVotes(db: Database, ids: string[]): Promise<void> {
  const { rows } = await sql<{ paperId: string; givenAt: Date; state: string }>`
    delete from votes second
    where paper_id = any(${ids}::text[]) and exists (
      select from votes first
      where first.person_id = second.person_id and first.paper_id = any(${ids}::text[])
        and (first.state <> 'counted', first.given_at, first.paper_id)
          < (second.state <> 'counted', second.given_at, second.paper_id)
    )
    returning paper_id, given_at, state
  `.execute(db)
  for (const { paperId, givenAt, state } of rows) {
    if (state !== 'counted') continue
    await addHour(db, paperId, { kind: 'vote', hour: hourOf(givenAt), amount: -1 })
  }
}
