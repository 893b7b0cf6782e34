import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Days } from '../lib/days.ts'

/** A stretch of time, and how many papers it has. */
export interface Period {
  name: string // '2025-04' or '2021'
  papers: number
}

/** The months that have editions, in order. */
export async function listMonths(db: Database): Promise<Period[]> {
  const { rows } = await sql<Period>`
    select to_char(day, 'YYYY-MM') as name, sum(papers)::int as papers from editions group by name order by name
  `.execute(db)
  return rows
}

/** The years in which papers without an edition were published, in order. Counting reads one index entry per paper, and no paper. */
export async function listYearsWithoutEdition(db: Database): Promise<Period[]> {
  const { rows } = await sql<Period>`
    with recursive years (first) as (
      select date_trunc('year', min(published_at), 'UTC') from papers where day is null
      union all
      select (
        select date_trunc('year', min(published_at), 'UTC') from papers
        where day is null and published_at >= date_trunc('year', years.first + interval '366 days', 'UTC')
      ) from years where years.first is not null
    )
    select to_char(first at time zone 'UTC', 'YYYY') as name, (
      select count(*)::int from papers
      where day is null and published_at >= years.first
        and published_at < date_trunc('year', years.first + interval '366 days', 'UTC')
    ) as papers
    from years where first is not null
  `.execute(db)
  return rows
}

/** How many papers have neither an edition nor a date. */
export async function countUndated(db: Database): Promise<number> {
  const { rows } = await sql<{ papers: number }>`
    select count(*)::int as papers from papers where day is null and published_at is null
  `.execute(db)
  return rows[0]!.papers
}

/** A part of a list. */
export interface Slice {
  limit: number
  offset: number
}

/** Ids of the papers of these editions, those with most votes first. */
export async function listIdsOfEditions(
  db: Database,
  days: Days,
  { limit, offset }: Slice,
): Promise<string[]> {
  const rows = await db
    .selectFrom('papers')
    .select('id')
    .where('day', '>=', days.from)
    .where('day', '<=', days.to)
    .orderBy('votes', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ id }) => id)
}

/** Ids of the papers without an edition that were published in a year, or those without any date for null. */
export async function listIdsWithoutEdition(
  db: Database,
  year: number | null,
  { limit, offset }: Slice,
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
    .offset(offset)
    .execute()
  return rows.map(({ id }) => id)
}
