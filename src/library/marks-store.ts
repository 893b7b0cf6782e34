import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
import type { VoteState } from '../trending/vote.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

/** What a reader has done with a paper. */
export interface Mark {
  vote: VoteState | null
  saved: boolean
  seen: boolean
  dismissed: boolean // 'not interested'
}

const NOTHING: Mark = { vote: null, saved: false, seen: false, dismissed: false }

/** What a reader has done with these papers, each of them: nothing with most, which the database then does not tell. */
export async function marksOf(
  db: Database,
  personId: string,
  paperIds: string[],
): Promise<Map<string, Mark>> {
  const { rows } = await sql<Mark & { paperId: string }>`${PREPARED}
    select given.id as paper_id, votes.state as vote, saved_at is not null as saved, seen_at is not null as seen,
      dismissed_at is not null as dismissed
    from unnest(${paperIds}::text[]) as given (id)
    left join votes on votes.person_id = ${personId} and votes.paper_id = given.id collate "C"
    left join shelf on shelf.person_id = ${personId} and shelf.paper_id = given.id collate "C"
    where votes.state is not null or shelf.paper_id is not null
  `.execute(db)
  const marks = new Map(paperIds.map((id) => [id, NOTHING]))
  for (const { paperId, ...mark } of rows) marks.set(paperId, mark)
  return marks
}
