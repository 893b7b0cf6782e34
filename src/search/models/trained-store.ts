import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Notified when a model was stored: whoever serves the collection goes over to it. */
export const MODEL_TRAINED = 'model_trained'

/** Makes a model the one in use for this collection; the former one is let go of. `file` as `writeModel` writes it. */
export async function storeModel(
  db: Database,
  { name, papers, file }: { name: string; papers: number; file: Uint8Array },
): Promise<void> {
  await db.transaction().execute(async (change) => {
    await change.deleteFrom('meaningModels').execute()
    await change.insertInto('meaningModels').values({ name, papers, file }).execute()
    await sql`select pg_notify(${MODEL_TRAINED}, '')`.execute(change)
  })
}

/** The name of the model that was trained on this collection. Null when none was. */
export async function trainedModel(db: Database): Promise<string | null> {
  const row = await db
    .selectFrom('meaningModels')
    .select('name')
    .orderBy('trainedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.name ?? null
}

/** Its file: 9 MB for 64,000 words. Null when another has taken its place. */
export async function modelFile(db: Database, name: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('meaningModels')
    .select('file')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.file ?? null
}
