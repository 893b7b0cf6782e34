import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'

/** What papers add to the sums: each topic and each name as often as papers have it. */
export interface Sums {
  topics: string[]
  names: string[]
  systems: string[] // keys that they introduce
}

/** What the stored readings of these papers add. */
export async function sumsOf(db: Database, ids: string[]): Promise<Sums> {
  const { rows } = await sql<Sums>`
    select
      array(select topic from paper_topics where paper_id = any(${ids}::text[])) as topics,
      array(select unnest(names) from readings where paper_id = any(${ids}::text[])) as names,
      array(select key from paper_systems where paper_id = any(${ids}::text[]) and shown) as systems
  `.execute(db)
  return rows[0]!
}

export async function countTopics(db: Database, before: string[], after: string[]): Promise<void> {
  const changed = differences(before, after)
  if (changed.length === 0) return
  await sql`
    insert into topic_counts (topic, papers)
    select key, difference from ${given({ key: 'text', difference: 'integer' }, changed)}
    on conflict (topic) do update set papers = topic_counts.papers + excluded.papers
  `.execute(db)
}

export async function shiftMentions(
  db: Database,
  before: string[],
  after: string[],
): Promise<void> {
  const changed = differences(before, after)
  if (changed.length === 0) return
  await sql`
    update systems set mentioned = mentioned + given.difference
    from ${given({ key: 'text', difference: 'integer' }, changed)}
    where systems.key = given.key collate "C"
  `.execute(db)
}

/** How much more often each text is there now; what stayed the same is left out. */
function differences(before: string[], after: string[]): { key: string; difference: number }[] {
  const counts = new Map<string, number>()
  for (const key of after) counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const key of before) counts.set(key, (counts.get(key) ?? 0) - 1)
  return [...counts].flatMap(([key, difference]) => (difference === 0 ? [] : [{ key, difference }]))
}

/** Sums up the systems with these keys anew. Those that no paper introduces any more go. */
export async function refreshSystems(db: Database, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await sql`delete from systems where key = any(${keys}::text[])`.execute(db)
  await sql`
    insert into systems (key, name, type, first_paper, published, introduced, mentioned, topics, common)
    select
      given.key, first.name, first.type, first.paper_id, first.published,
      (select count(distinct paper_id) from paper_systems where key = given.key collate "C" and shown),
      (select count(*) from readings where names @> array[given.key]),
      array(
        select distinct topic from paper_systems join paper_topics using (paper_id)
        where key = given.key collate "C" and shown order by topic
      ),
      ${usedBefore(sql`given.key`, sql`first.published`)}
    from ${given(
      { key: 'text' },
      keys.map((key) => ({ key })),
    )}
    cross join lateral (
      select name, type, paper_id, published from paper_systems
      where key = given.key collate "C" and shown
      order by published, paper_id, position
      limit 1
    ) as first
  `.execute(db)
}

/** Papers that name a thing this long before it is introduced: copies of it under another date are no such papers. */
const LONG_BEFORE = sql.raw("interval '30 days'")

const USES_OF_COMMON = 3 // one may be a namesake, two a coincidence

/**
 * Whether a name was in use before the first paper that seems to introduce it: then it is everybody's, whatever the
 * paper's sentence sounds like. Looks at no more than three papers that tell. Materialized, for the planner
 * takes a few rows of many to be found soon by reading all; the key needs the collation of the index.
 */
function usedBefore(key: RawBuilder<unknown>, first: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    with named as materialized (select paper_id from readings where names @> array[${key} collate "default"])
    select count(*) from (
      select 1 from named join papers on papers.id = named.paper_id
      where papers.published_at < ${first} - ${LONG_BEFORE}
      limit ${USES_OF_COMMON}
    ) as earlier
  ) >= ${USES_OF_COMMON}`
}

/**
 * Finds anew which of the next `limit` names are common, after an import that brought old papers behind new ones: the
 * names that are mentioned often enough, behind the key `after`. Returns the last of them, null when there is none.
 */
export async function findCommonNames(
  db: Database,
  after: string,
  limit: number,
): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`
    with now as (
      select key, ${usedBefore(sql`systems.key`, sql`systems.published`)} as is_common
      from systems
      where mentioned >= ${USES_OF_COMMON} and key > ${after}
      order by key
      limit ${limit}
    ),
    changed as (
      update systems set common = is_common from now
      where systems.key = now.key and common <> is_common
    )
    select max(key) as last from now
  `.execute(db)
  return rows[0]!.last
}
