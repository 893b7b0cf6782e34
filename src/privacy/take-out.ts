import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { PERSONAL_DATA } from './registry.ts'

/** Everything that is stored about a person, by table: what they may take with them. */
export async function takeOut(
  db: Database,
  person: Person,
  now: Date,
): Promise<Record<string, unknown>> {
  const tables: Record<string, unknown> = { takenOutAt: now.toISOString() }
  for (const data of PERSONAL_DATA) tables[data.table] = await data.read(db, person)
  return tables
}
