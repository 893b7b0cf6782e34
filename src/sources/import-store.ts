import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given } from '../database/rows.ts'

/** Notes that these sources brought so many records just now. The status page tells it. */
export async function noteImports(db: Database, records: Map<string, number>): Promise<void> {
  if (records.size === 0) return
  const rows = Array.from(records, ([source, count]) => ({ source, count }))
  await sql`
    insert into source_imports (source, last_at, records)
    select source, now(), count from ${given({ source: 'text', count: 'integer' }, rows)}
    on conflict (source) do update
    set last_at = excluded.last_at, records = source_imports.records + excluded.records
  `.execute(db)
}
