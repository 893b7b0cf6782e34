import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A stored record of the list of a day, and whether another record tells of its paper, but for those of that list. */
export interface ListRecord {
  source: string
  externalId: string
  raw: string
  isAlone: boolean
}

/** The records of the lists of a day, from these sources. Reads the names of all their records. */
export async function findListRecords(
  db: Database,
  sources: string[],
  day: string,
): Promise<ListRecord[]> {
  const { rows } = await sql<ListRecord>`
    with listed as (
      select source, external_id, paper_id, raw from paper_records
      where source = any(${sources}::text[]) and external_id like ${`%@${day}`}
    )
    select source, external_id, raw, not exists (
      select from paper_records other where other.paper_id = listed.paper_id
        and (other.source, other.external_id) not in (select source, external_id from listed)
    ) as is_alone
    from listed
    order by source, external_id
  `.execute(db)
  return rows
}
