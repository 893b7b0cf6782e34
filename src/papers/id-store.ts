import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Days } from '../lib/days.ts'

/** The ids of the papers of the editions of these days, in the order of their pages: see `listEditions`. */
export async function idsOfEditions(
  db: Database,
  days: Days,
  { offset, limit }: { offset: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from papers where day between ${days.from} and ${days.to}
    order by votes desc, day desc, position, id desc
    limit ${limit} offset ${offset}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** The ids of the papers of all editions up to `today`, the newest edition first. Reads every row that it passes over. */
export async function idsOfNewestEditions(
  db: Database,
  today: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from papers where day is not null and day <= ${today}
    order by day desc, votes desc, position, id desc
    limit ${limit} offset ${offset}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** A place in the list of all papers by date: the last one that was seen. */
export interface Place {
  id: string
  at: string | null // when it was published, ISO; null for the papers without a date, which come last
}

/** The papers that come after a place, newest first, from the beginning for null. Costs the same however far down. */
export async function placesAfter(
  db: Database,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const { rows } = await sql<{ id: string; at: string | null }>`
    select id, to_json(published_at) #>> '{}' as at from (
      (
        select id, published_at, 0 as part from papers
        where ${after === null ? sql`published_at is not null` : datedAfter(after)}
        order by published_at desc nulls last, id desc
        limit ${limit}
      )
      union all
      (
        select id, published_at, 1 as part from papers
        where published_at is null ${after !== null && after.at === null ? sql`and id < ${after.id}` : sql``}
        order by published_at desc nulls last, id desc
        limit ${limit}
      )
    ) as both_parts
    order by part, published_at desc, id desc
    limit ${limit}
  `.execute(db)
  return rows
}

function datedAfter({ at, id }: Place) {
  return at === null ? sql`false` : sql`(published_at, id) < (${at}::timestamptz, ${id})`
}
