import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** What search filters by of what was read. */
export interface StoredTraits {
  systems: string[] // names that the paper introduces, the title's first
  topics: string[] // the surest first
  gives: string[] // kinds of artifacts
  notSystems: string[] // names, perhaps in TeX, that people took away from its systems or changed
}

/** The traits of those of these papers that have been read. */
export async function storedTraits(
  db: Database,
  ids: string[],
): Promise<Map<string, StoredTraits>> {
  const { rows } = await sql<StoredTraits & { id: string }>`
    select
      paper_id as id,
      array(
        select own.name from paper_systems own join systems using (key)
        where own.paper_id = readings.paper_id and shown and not common order by position
      ) as systems,
      array(
        select topic from paper_topics where paper_id = readings.paper_id order by confidence desc, topic
      ) as topics,
      array(select jsonb_array_elements(artifacts) ->> 'kind') as gives,
      array(
        select quote from corrections
        where corrections.paper_id = readings.paper_id and kind = 'system' and (action = 'remove' or value ? 'name')
      ) as not_systems
    from readings where paper_id = any(${ids}::text[])
  `.execute(db)
  return new Map(rows.map(({ id, ...traits }) => [id, traits]))
}
