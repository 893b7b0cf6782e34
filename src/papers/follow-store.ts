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
