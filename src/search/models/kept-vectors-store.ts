import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { given } from '../../database/rows.ts'
import type { KeptVectors } from './outside.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Vectors of papers in the database, where every process of this collection finds them and a new index does too. */
export function keptVectors(db: Database): KeptVectors {
  return {
    async find(model, papers) {
      const { rows } = await sql<{ id: string; vector: string }>`
        select given.id, encode(vector, 'base64') as vector
        from ${given({ id: 'text', hash: 'text' }, papers)}
        join paper_vectors on model = ${model} and paper_id = given.id and text_hash = given.hash
      `.execute(db)
      return new Map(
        rows.map(({ id, vector }) => [id, new Int8Array(Buffer.from(vector, 'base64'))]),
      )
    },
    async keep(model, papers) {
      const rows = papers.map(({ id, hash, vector }) => ({
        id,
        hash,
        vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
      }))
      await sql`
        insert into paper_vectors (model, paper_id, text_hash, vector)
        select ${model}, id, hash, decode(vector, 'base64')
        from ${given({ id: 'text', hash: 'text', vector: 'text' }, rows)}
        on conflict (model, paper_id) do update
        set text_hash = excluded.text_hash, vector = excluded.vector
      `.execute(db)
    },
  }
}

/** Lets go of the vectors of all models but one: when every paper has a vector of that. */
export async function forgetOtherVectors(db: Database, model: string): Promise<void> {
  await db.deleteFrom('paperVectors').where('model', '!=', model).execute()
}
