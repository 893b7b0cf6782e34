import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { authorKey } from './names.ts'
import type { Derived } from './derive.ts'
import type { Known } from './group.ts'
import type { Draft } from './paper.ts'
import type { SourceRecord } from './record.ts'
import { renderForStorage } from './render.ts'
import { anyAuthorOf, keysToSeek, type PaperKey } from './twins.ts'

export type RawRecord = Pick<SourceRecord, 'source' | 'externalId' | 'raw'>

/** The channel on which every process hears that papers changed. */
export const PAPERS_CHANGED = 'papers_changed'

const SAVING = 4_021_001 // any number will do, as long as no other lock of ours has it

/**
 * One saver at a time, until the transaction ends: two could each miss the twin that the other is storing, and a
 * reader of changes could see number 7 committed before number 6.
 */
export async function lockSaving(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SAVING})`.execute(db)
}

export async function notifyChanged(db: Database): Promise<void> {
  await sql`select pg_notify(${PAPERS_CHANGED}, '')`.execute(db)
}

/** What is stored under the names of these records: three queries, whatever their number. */
export async function findKnown(db: Database, records: SourceRecord[]): Promise<Known> {
  const seen = await findRecords(db, records)
  const owners = await findOwners(
    db,
    records.flatMap(({ draft }) => keysToSeek(draft)),
  )
  const titles = await findTitles(
    db,
    records.flatMap(({ draft }) => anyAuthorOf(draft) ?? []),
  )
  const ids = await findIds(db, [
    ...seen.values().map(({ paperId }) => paperId),
    ...owners.values(),
    ...titles.values().toArray().flat(),
  ])

  return {
    repeats: (record) => seen.get(nameOf(record))?.digest === hash('md5', record.raw),
    paperOfRecord: (record) => seen.get(nameOf(record))?.paperId ?? null,
    paperOfKey: ({ kind, value }) => owners.get(`${kind}\n${value}`) ?? null,
    papersOfTitle: (beginning) => titles.get(beginning) ?? [],
    idsOf: (paperId) => ids.get(paperId) ?? {},
  }
}

async function findRecords(db: Database, records: SourceRecord[]) {
  const { rows } = await sql<{
    source: string
    externalId: string
    paperId: string
    digest: string
  }>`
    select record.source, record.external_id, record.paper_id, md5(record.raw) as digest
    from json_to_recordset(${json(records.map(({ source, externalId }) => ({ source, external_id: externalId })))})
      as wanted (source text, external_id text)
    join paper_records record
      on record.source = wanted.source collate "C" and record.external_id = wanted.external_id collate "C"
  `.execute(db)
  return new Map(rows.map((row) => [nameOf(row), row]))
}

async function findOwners(db: Database, keys: PaperKey[]): Promise<Map<string, string>> {
  const { rows } = await sql<PaperKey & { paperId: string }>`
    select key.kind, key.value, key.paper_id
    from json_to_recordset(${json(keys)}) as wanted (kind text, value text)
    join paper_keys key on key.kind = wanted.kind collate "C" and key.value = wanted.value collate "C"
  `.execute(db)
  return new Map(rows.map(({ kind, value, paperId }) => [`${kind}\n${value}`, paperId]))
}

async function findTitles(db: Database, beginnings: string[]): Promise<Map<string, string[]>> {
  if (beginnings.length === 0) return new Map()
  const { rows } = await sql<{ beginning: string; paperIds: string[] }>`
    select wanted.beginning, array_agg(distinct key.paper_id) as paper_ids
    from json_array_elements_text(${json(beginnings)}) as wanted (beginning)
    join paper_keys key
      on key.kind = 'title'
      and key.value >= wanted.beginning collate "C"
      and key.value < (wanted.beginning || '~') collate "C"
    group by wanted.beginning
  `.execute(db)
  return new Map(rows.map(({ beginning, paperIds }) => [beginning, paperIds]))
}

async function findIds(db: Database, paperIds: string[]): Promise<Map<string, Draft['ids']>> {
  if (paperIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('papers')
    .select(['id', 'ids'])
    .where('id', 'in', sql<string>`(select json_array_elements_text(${json(paperIds)}))`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.ids]))
}

/** The stored records of these papers. */
export async function readRecords(
  db: Database,
  paperIds: string[],
): Promise<Map<string, RawRecord[]>> {
  if (paperIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('paperRecords')
    .select(['paperId', 'source', 'externalId', 'raw'])
    .where('paperId', 'in', sql<string>`(select json_array_elements_text(${json(paperIds)}))`)
    .execute()
  return Map.groupBy(rows, ({ paperId }) => paperId)
}

/**
 * Gives each work the row it goes by: one stored paper is renamed to the new id if none has it, the others give
 * up their names and records to it and go. Every id that ends leads to the new one for ever.
 */
export async function mergePapers(
  db: Database,
  works: { id: string; was: string[] }[],
): Promise<void> {
  for (const { id, was } of works) {
    if (was.every((old) => old === id)) continue

    const [first, ...others] = was.includes(id) ? [id, ...was.filter((old) => old !== id)] : was
    if (first !== id) await db.updateTable('papers').set({ id }).where('id', '=', first!).execute()
    for (const loser of others) {
      await db.updateTable('paperKeys').set({ paperId: id }).where('paperId', '=', loser).execute()
      await db
        .updateTable('paperRecords')
        .set({ paperId: id })
        .where('paperId', '=', loser)
        .execute()
      await db.deleteFrom('papers').where('id', '=', loser).execute()
    }
    await db
      .insertInto('paperKeys')
      .values(
        was.filter((old) => old !== id).map((old) => ({ kind: 'id', value: old, paperId: id })),
      )
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doUpdateSet({ paperId: id }))
      .execute()
  }
}

/** Inserts or replaces the rows of these papers, rendered. */
export async function writePapers(
  db: Database,
  papers: (Derived & { id: string })[],
): Promise<void> {
  await sql`
    insert into papers (
      id, title, title_text, title_html, abstract, abstract_html, opening, authors, author_keys,
      published_at, published_precision, updated_at, venue, categories, links, versions,
      withdrawn, comment, ids, day, position, votes, comments
    )
    select
      id, title, title_text, title_html, abstract, abstract_html, opening, authors, author_keys,
      published_at, published_precision, updated_at, venue, categories, links, versions,
      withdrawn, comment, ids, day, position, votes, comments
    from json_populate_recordset(null::papers, ${json(papers.map(rowOf))})
    on conflict (id) do update set
      title = excluded.title, title_text = excluded.title_text, title_html = excluded.title_html,
      abstract = excluded.abstract, abstract_html = excluded.abstract_html, opening = excluded.opening,
      authors = excluded.authors, author_keys = excluded.author_keys,
      published_at = excluded.published_at, published_precision = excluded.published_precision,
      updated_at = excluded.updated_at, venue = excluded.venue, categories = excluded.categories,
      links = excluded.links, versions = excluded.versions, withdrawn = excluded.withdrawn,
      comment = excluded.comment, ids = excluded.ids, day = excluded.day, position = excluded.position,
      votes = excluded.votes, comments = excluded.comments, change = nextval('paper_changes')
  `.execute(db)
}

function rowOf(paper: Derived & { id: string }) {
  return {
    id: paper.id,
    title: paper.title,
    abstract: paper.abstract,
    ...renderForStorage(paper.title, paper.abstract),
    authors: paper.authors,
    author_keys: [...new Set(paper.authors.map(authorKey))].filter((key) => key !== ''),
    published_at: paper.published?.at ?? null,
    published_precision: paper.published?.precision ?? null,
    updated_at: paper.updated,
    venue: paper.venue,
    categories: paper.categories,
    links: paper.links.length ? paper.links : null,
    versions: paper.versions.length ? paper.versions : null,
    withdrawn: paper.withdrawn,
    comment: paper.comment,
    ids: paper.ids,
    day: paper.day,
    position: paper.position,
    votes: paper.votes,
    comments: paper.comments,
  }
}

/**
 * Makes these the names of the works. A title that stood without an author goes when an author is known. A name
 * that another work has stays with it.
 */
export async function writeKeys(
  db: Database,
  works: { id: string; was: string[]; keys: PaperKey[] }[],
): Promise<void> {
  const old = works.filter(({ was }) => was.length > 0).map(({ id }) => id)
  if (old.length > 0) {
    await sql`
      delete from paper_keys
      where kind = 'title' and paper_id in (select json_array_elements_text(${json(old)}))
    `.execute(db)
  }
  const keys = works.flatMap(({ id, keys }) => keys.map((key) => ({ ...key, paper_id: id })))
  await sql`
    insert into paper_keys (kind, value, paper_id)
    select kind, value, paper_id
    from json_to_recordset(${json(keys)}) as given (kind text, value text, paper_id text)
    on conflict (kind, value) do nothing
  `.execute(db)
}

export async function writeRecords(
  db: Database,
  works: { id: string; fresh: SourceRecord[] }[],
): Promise<void> {
  const records = works.flatMap(({ id, fresh }) =>
    fresh.map(({ source, externalId, raw }) => ({
      source,
      external_id: externalId,
      paper_id: id,
      raw,
    })),
  )
  await sql`
    insert into paper_records (source, external_id, paper_id, raw)
    select source, external_id, paper_id, raw
    from json_to_recordset(${json(records)}) as given (source text, external_id text, paper_id text, raw text)
    on conflict (source, external_id) do update set
      paper_id = excluded.paper_id, raw = excluded.raw, seen_at = excluded.seen_at
  `.execute(db)
}

/**
 * Rows as one parameter: thousands of them cost one parse, and both drivers send text as it is.
 * JSON.stringify writes NUL and halves of surrogate pairs as escapes, which PostgreSQL refuses: they go.
 */
function json(value: unknown) {
  const text = JSON.stringify(value)
  const clean = text.includes('\\u')
    ? text.replace(UNSTORABLE, (match) => (match === '\\\\' ? match : ''))
    : text
  return sql<unknown>`${clean}::json`
}

const UNSTORABLE = /\\\\|\\u0000|\\u[dD][89a-fA-F][\da-fA-F]{2}/g

function nameOf({ source, externalId }: Pick<SourceRecord, 'source' | 'externalId'>): string {
  return `${source}\n${externalId}`
}
