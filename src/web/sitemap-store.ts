import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Days } from '../lib/days.ts'

/** The months that have editions, '2025-04' and so on. Reads one index entry per month, however many papers there are. */
export async function listMonths(db: Database): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    with recursive months (first) as (
      select date_trunc('month', min(day))::date from papers where day is not null
      union all
      select (
        select date_trunc('month', min(day))::date from papers where day >= months.first + interval '1 month'
      ) from months where months.first is not null
    )
    select to_char(first, 'YYYY-MM') as month from months where first is not null
  `.execute(db)
  return rows.map(({ month }) => month)
}

/** The years in which papers without an edition were published. Reads one index entry per year. */
export async function listYearsWithoutEdition(db: Database): Promise<string[]> {
  const { rows } = await sql<{ year: string }>`
    with recursive years (first) as (
      select date_trunc('year', min(published_at), 'UTC') from papers where day is null
      union all
      select (
        select date_trunc('year', min(published_at), 'UTC') from papers
        where day is null and published_at >= date_trunc('year', years.first + interval '366 days', 'UTC')
      ) from years where years.first is not null
    )
    select to_char(first at time zone 'UTC', 'YYYY') as year from years where first is not null
  `.execute(db)
  return rows.map(({ year }) => year)
}

/** Ids of the papers of these editions, those with most votes first. */
export async function listIdsOfEditions(
  db: Database,
  days: Days,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('papers')
    .select('id')
    .where('day', '>=', days.from)
    .where('day', '<=', days.to)
    .orderBy('votes', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Ids of the papers without an edition that were published in a year, or those without any date for null. */
export async function listIdsWithoutEdition(
  db: Database,
  year: number | null,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('papers')
    .select('id')
    .where('day', 'is', null)
    .$if(year === null, (query) => query.where('publishedAt', 'is', null))
    .$if(year !== null, (query) =>
      query
        .where('publishedAt', '>=', new Date(Date.UTC(year!, 0)))
        .where('publishedAt', '<', new Date(Date.UTC(year! + 1, 0))),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
