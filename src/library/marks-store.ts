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

/** What a reader has done with these papers, each of them. */
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
  `.execute(db)
  return new Map(rows.map(({ paperId, ...mark }) => [paperId, mark]))
}
