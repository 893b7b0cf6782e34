import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { storable } from '../../database/rows.ts'
import { lockReading, notifyRead } from '../progress-store.ts'

/** A paper that has no gist by a model yet. */
export interface Unwritten {
  id: string
  title: string
  abstract: string
  digest: string
}

const NEWEST = 2_000 // papers that a model writes for: older ones are rarely looked at, and asking is slow or costs

/** The newest paper with an abstract for which this model has not written. Null when there is none among the newest 2,000. */
export async function nextUnwritten(db: Database, model: string): Promise<Unwritten | null> {
  const { rows } = await sql<Unwritten>`
    select id, title, abstract, digest from (
      select id, title, abstract, published_at, md5(title || E'\n' || abstract) as digest from papers
      order by published_at desc nulls last, id desc limit ${NEWEST}
    ) as newest
    where abstract <> ''
      and exists (select 1 from readings where paper_id = newest.id)
      and not exists (
        select 1 from machine_gists made
        where made.paper_id = newest.id and made.digest = newest.digest and made.model = ${model}
      )
    order by published_at desc nulls last, id desc
    limit 1
  `.execute(db)
  return rows[0] ?? null
}

/** Keeps what a model wrote, null for nothing that can be shown, and shows it. */
export async function keepGist(
  db: Database,
  { id, digest }: Pick<Unwritten, 'id' | 'digest'>,
  { model, gist, at }: { model: string; gist: string | null; at: Date },
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockReading(transaction)
    await sql`
      insert into machine_gists (paper_id, digest, model, gist, made_at)
      values (${id}, ${digest}, ${model}, ${storable(gist)}, ${at.toISOString()})
      on conflict (paper_id) do update set
        digest = excluded.digest, model = excluded.model, gist = excluded.gist, made_at = excluded.made_at
    `.execute(transaction)
    await showMachineGists(transaction, [id])
    await notifyRead(transaction)
  })
}

/** Puts the gists that models wrote of just these texts in the place of chosen sentences. What a person said stays. */
export async function showMachineGists(db: Database, ids: string[]): Promise<void> {
  await sql`
    update readings set gist = made.gist, gist_html = null, gist_by = made.model
    from machine_gists made join papers on papers.id = made.paper_id
    where readings.paper_id = made.paper_id and made.paper_id = any(${ids}::text[]) and made.gist is not null
      and made.digest = md5(papers.title || E'\n' || papers.abstract)
      and not exists (select 1 from corrections where paper_id = made.paper_id and kind = 'gist')
  `.execute(db)
}
