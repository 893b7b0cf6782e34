import { sql } from 'kysely'
import { lockPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import { IS_SHOWN } from '../papers/hidden-store.ts'
import {
  LISTED,
  listed,
  WITH_READING,
  type ListedPaper,
  type ListedRow,
} from '../papers/list-store.ts'
import { mayRead, type Collection, type CollectionText, type Reader } from './collection.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

/** More are a sign of a script that went wrong. */
export const COLLECTIONS_MAX = 200
const COLLECTION_PAPERS_MAX = 2_000

const COLLECTION = sql`
  collections.id, collections.person_id, people.handle, collections.title, collections.description,
  collections.visibility, collections.changed_at, collections.hidden_reason,
  (select count(*) from collection_papers where collection_id = collections.id and ${IS_SHOWN}) as papers
`

/** Whoever shows it asks `mayRead` first. */
export async function findCollection(db: Database, id: string): Promise<Collection | null> {
  const { rows } = await sql<Collection>`
    select ${COLLECTION} from collections left join people on people.id = collections.person_id
    where collections.id = ${id}
  `.execute(db)
  return rows[0] ?? null
}

/** The collections of a person, private ones too, the last changed first. */
export async function listOwnCollections(db: Database, personId: string): Promise<Collection[]> {
  const { rows } = await sql<Collection>`
    select ${COLLECTION} from collections join people on people.id = collections.person_id
    where collections.person_id = ${personId}
    order by collections.changed_at desc, collections.id
    limit ${COLLECTIONS_MAX}
  `.execute(db)
  return rows
}

/** The titles of those of these collections that this reader may read, by their ids. */
export async function titlesOf(
  db: Database,
  ids: string[],
  reader: Reader,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('collections')
    .select(['id', 'title', 'visibility', 'personId', 'hiddenReason'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    found.flatMap((each) => (mayRead(each, reader) ? [[each.id, each.title] as const] : [])),
  )
}

const PUBLIC_SHOWN = 100

/** The public collections that changed last, at most a hundred. */
export async function listPublicCollections(db: Database): Promise<Collection[]> {
  const { rows } = await sql<Collection>`
    select ${COLLECTION} from collections left join people on people.id = collections.person_id
    where collections.visibility = 'public' and collections.hidden_reason is null
    order by collections.changed_at desc, collections.id
    limit ${PUBLIC_SHOWN}
  `.execute(db)
  return rows
}

/** False when the person has as many as anybody may. `id` is new, and cannot be guessed. */
export function addCollection(
  db: Database,
  { id, personId }: { id: string; personId: string },
  { title, description, visibility }: CollectionText,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, personId) // so that the limit holds
    const { rows } = await sql`
      insert into collections (id, person_id, title, description, visibility, created_at, changed_at)
      select ${id}, ${personId}, ${title}, ${description}, ${visibility}, ${now}::timestamptz, ${now}::timestamptz
      where (select count(*) from collections where person_id = ${personId}) < ${COLLECTIONS_MAX}::integer
      returning id
    `.execute(transaction)
    return rows.length > 0
  })
}

export async function changeCollection(
  db: Database,
  id: string,
  text: CollectionText,
  now: Date,
): Promise<void> {
  await db
    .updateTable('collections')
    .set({ ...text, changedAt: now })
    .where('id', '=', id)
    .execute()
}

/** Takes a collection from all but its maker and moderators, or gives it back: `reason` null. False when there is none. */
export async function setHidden(db: Database, id: string, reason: string | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('collections')
    .set({ hiddenReason: reason })
    .where('id', '=', id)
    .where('visibility', '<>', 'private')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function deleteCollection(db: Database, id: string): Promise<void> {
  await db.deleteFrom('collections').where('id', '=', id).execute()
}

/** Adds a paper, or changes its note. False when there is no such paper or the collection is full. */
export function putPaper(
  db: Database,
  collectionId: string,
  { paperId, note }: { paperId: string; note: string },
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await sql`select id from collections where id = ${collectionId} for update`.execute(transaction) // so that the limit holds
    const { rows } = await sql`
      insert into collection_papers (collection_id, paper_id, note, added_at)
      select ${collectionId}, id, ${note}, ${now}::timestamptz from papers
      where id = ${paperId} and (
        exists (select from collection_papers where collection_id = ${collectionId} and paper_id = ${paperId})
        or (select count(*) from collection_papers where collection_id = ${collectionId}) < ${COLLECTION_PAPERS_MAX}::integer
      )
      on conflict (collection_id, paper_id) do update set note = excluded.note
      returning paper_id
    `.execute(transaction)
    if (rows.length > 0) await touch(transaction, collectionId, now)
    return rows.length > 0
  })
}

export async function removePaper(
  db: Database,
  collectionId: string,
  paperId: string,
  now: Date,
): Promise<void> {
  await db
    .deleteFrom('collectionPapers')
    .where('collectionId', '=', collectionId)
    .where('paperId', '=', paperId)
    .execute()
  await touch(db, collectionId, now)
}

async function touch(db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('collections').set({ changedAt: now }).where('id', '=', id).execute()
}

/** A paper in a collection, with what its maker notes about it. */
export interface NotedPaper extends ListedPaper {
  note: string
}

/** The papers of a collection, the last added first. `number` counts pages from 1. */
export async function listCollected(
  db: Database,
  collectionId: string,
  number: number,
  size: number,
): Promise<NotedPaper[]> {
  const { rows } = await sql<{ papers: (ListedRow & { note: string })[] | null }>`
    select json_agg(shown) as papers from (
      select ${LISTED}, note from (
        select paper_id, note, added_at from collection_papers
        where collection_id = ${collectionId} and ${IS_SHOWN}
        order by added_at desc, paper_id
        limit ${size} offset ${(number - 1) * size}
      ) as kept
      join papers on id = paper_id ${WITH_READING}
      order by added_at desc, paper_id
    ) as shown
  `.execute(db)
  return (rows[0]!.papers ?? []).map((row) => ({ ...listed(row), note: row.note }))
}
