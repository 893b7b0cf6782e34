import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { copyRows } from '../database/copy.ts'
import { given } from '../database/rows.ts'
import { followPaper } from './follow-store.ts'
import type { Known, Named } from './group.ts'
import type { Draft } from './paper.ts'
import { recordName, type SourceRecord } from './record.ts'
import { PAPER_COLUMNS, type PaperRow } from './paper-row.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'
import type { Warmth } from './warmth.ts'
import { idOfKey, nameOf, type PaperKey } from './twins.ts'

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

/**
 * Gives these papers new change numbers, for whoever follows changes to look at them again. Like every number, they
 * are given under `lockSaving`.
 */
export async function touchPapers(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update papers set change = nextval('paper_changes') where id = any(${ids}::text[])
  `.execute(db)
}

/** The channel on which every process hears the id of a paper whose own page changed, as when somebody comments on it. */
export const PAPER_CHANGED = 'paper_changed'

export async function notifyPaperChanged(db: Database, id: string): Promise<void> {
  await sql`select pg_notify(${PAPER_CHANGED}, ${id})`.execute(db)
}

export async function notifyChanged(db: Database): Promise<void> {
  await sql`select pg_notify(${PAPERS_CHANGED}, '')`.execute(db)
}

/** What is stored under the names of these records: three queries, whatever their number. */
export async function findKnown(db: Database, records: Named[]): Promise<Known> {
  const seen = await findRecords(db, records)
  const keys = records.flatMap(({ names }) => names.sought)
  const owners = await findOwners(db, keys)
  const free = keys.filter((key) => !owners.has(nameOf(key)))
  const freeNames = new Set(free.map(nameOf))
  const freeIds = new Set(free.map(idOfKey))
  const titles = await findTitles(
    db,
    records.flatMap(({ names }) => names.anyAuthor ?? []),
  )
  const ids = await findIds(db, [
    ...seen.values().map(({ paperId }) => paperId),
    ...owners.values(),
    ...titles.values().toArray().flat(),
  ])

  return {
    repeats: (record, digest) => seen.get(recordName(record))?.digest === digest,
    paperOfRecord: (record) => seen.get(recordName(record))?.paperId ?? null,
    paperOfKey: (key) => owners.get(nameOf(key)) ?? null,
    isFree: (key) => freeNames.has(nameOf(key)),
    isFreeId: (id) => freeIds.has(id),
    papersOfTitle: (beginning) => titles.get(beginning) ?? [],
    idsOf: (paperId) => ids.get(paperId) ?? {},
  }
}

async function findRecords(db: Database, records: SourceRecord[]) {
  const names = records.map(({ source, externalId }) => ({ source, external_id: externalId }))
  const { rows } = await sql<{
    source: string
    externalId: string
    paperId: string
    digest: string
  }>`
    select record.source, record.external_id, record.paper_id, md5(record.raw) as digest
    from ${given({ source: 'text', external_id: 'text' }, names)}
    join paper_records record
      on record.source = given.source collate "C" and record.external_id = given.external_id collate "C"
  `.execute(db)
  return new Map(rows.map((row) => [recordName(row), row]))
}

/**
 * The papers with these names: a paper's own id, which is never a title's key, is no row of paper_keys. One look into an index for each, whatever
 * the planner believes about the size of the tables while they grow.
 */
async function findOwners(db: Database, keys: PaperKey[]): Promise<Map<string, string>> {
  const wanted = keys.map((key) => ({ ...key, id: key.kind === 'title' ? null : idOfKey(key) }))
  const { rows } = await sql<PaperKey & { paperId: string | null }>`
    select given.kind, given.value, coalesce(
      (select paper.id from papers paper where paper.id = given.id collate "C"),
      (
        select key.paper_id from paper_keys key
        where key.kind = given.kind collate "C" and key.value = given.value collate "C"
      )
    ) as paper_id
    from ${given({ kind: 'text', value: 'text', id: 'text' }, wanted)}
  `.execute(db)
  const owned = rows.flatMap(({ paperId, ...key }) =>
    paperId === null ? [] : [[nameOf(key), paperId] as const],
  )
  return new Map(owned)
}

const TWINS_MAX = 10 // more works with one title than one are as good as many

/** The works with these titles, at most ten for each. The order and the limit keep the database on its index. */
async function findTitles(db: Database, beginnings: string[]): Promise<Map<string, string[]>> {
  if (beginnings.length === 0) return new Map()
  const { rows } = await sql<{ beginning: string; paperId: string }>`
    select given.beginning, twin.paper_id
    from ${given(
      { beginning: 'text' },
      beginnings.map((beginning) => ({ beginning })),
    )}
    cross join lateral (
      select key.paper_id from paper_keys key
      where key.kind = 'title'
        and key.value >= given.beginning collate "C"
        and key.value < (left(given.beginning, -1) || '}') collate "C" -- '|' ends it and '}' comes next
      order by key.value
      limit ${TWINS_MAX}
    ) as twin
  `.execute(db)
  const found = Map.groupBy(rows, ({ beginning }) => beginning)
  return new Map(
    found
      .entries()
      .map(([title, twins]) => [title, [...new Set(twins.map(({ paperId }) => paperId))]]),
  )
}

async function findIds(db: Database, paperIds: string[]): Promise<Map<string, Draft['ids']>> {
  if (paperIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('papers')
    .select(['id', 'ids'])
    .where('id', 'in', anyOf(paperIds))
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
    .where('paperId', 'in', anyOf(paperIds))
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
    const ended = was.filter((old) => old !== id)
    if (ended.length === 0) continue

    const renamed = was.includes(id) ? null : ended[0]!
    if (renamed) await db.updateTable('papers').set({ id }).where('id', '=', renamed).execute()
    await db.deleteFrom('papers').where('id', 'in', ended).execute()
    await db
      .insertInto('paperRemovals')
      .values(ended.map((old) => ({ id: old })))
      .execute()
    await db.updateTable('paperKeys').set({ paperId: id }).where('paperId', 'in', ended).execute()
    await db
      .updateTable('paperRecords')
      .set({ paperId: id })
      .where('paperId', 'in', ended)
      .execute()
    await followPaper(db, ended, id)
    await db
      .insertInto('paperKeys')
      .values(ended.map((old) => ({ kind: 'id', value: old, paperId: id })))
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doUpdateSet({ paperId: id }))
      .execute()
  }
}

/** `attention` is JSON, null when nobody paid any. */
export type PaperToWrite = PaperRow &
  Pick<Warmth, 'heat' | 'votes'> & { id: string; attention: string | null }

/** Stores new papers, whose ids nothing stored has, and what others became. */
export async function writePapers(
  db: Database,
  papers: (PaperToWrite & { isNew: boolean })[],
): Promise<void> {
  const { fresh = [], known = [] } = Object.groupBy(papers, byNovelty)
  await copyRows(db, 'papers', PAPER_COLUMNS, fresh)
  await replacePapers(db, known)
}

function byNovelty({ isNew }: { isNew: boolean }): 'fresh' | 'known' {
  return isNew ? 'fresh' : 'known'
}

async function replacePapers(db: Database, papers: PaperToWrite[]): Promise<void> {
  if (papers.length === 0) return
  await sql`
    insert into papers (
      id, title, title_text, title_html, abstract, abstract_html, opening,
      authors, author_keys, categories,
      published_at, published_precision, updated_at, venue, links, versions,
      withdrawn, comment, ids, day, position, votes, comments, heat, attention
    )
    select
      id, title, title_text, title_html, abstract, abstract_html, opening,
      authors, author_keys, categories,
      published_at, published_precision, updated_at, venue, links, versions,
      withdrawn, comment, ids, day, position, votes, comments, heat, attention
    from ${given(PAPER_COLUMNS, papers)}
    on conflict (id) do update set
      title = excluded.title, title_text = excluded.title_text, title_html = excluded.title_html,
      abstract = excluded.abstract, abstract_html = excluded.abstract_html, opening = excluded.opening,
      authors = excluded.authors, author_keys = excluded.author_keys, categories = excluded.categories,
      published_at = excluded.published_at, published_precision = excluded.published_precision,
      updated_at = excluded.updated_at, venue = excluded.venue,
      links = excluded.links, versions = excluded.versions, withdrawn = excluded.withdrawn,
      comment = excluded.comment, ids = excluded.ids, day = excluded.day, position = excluded.position,
      votes = excluded.votes, comments = excluded.comments, heat = excluded.heat, attention = excluded.attention,
      change = nextval('paper_changes')
  `.execute(db)
}

/**
 * Makes these the names of the works, besides their former ids. A name that another work has stays with it. An id
 * that is a paper again no longer leads elsewhere.
 */
export async function writeKeys(
  db: Database,
  works: { id: string; was: string[]; keys: PaperKey[] }[],
  known: Pick<Known, 'isFree'>,
): Promise<void> {
  const stored = works.filter(({ was }) => was.length > 0).map(({ id }) => id)
  if (stored.length > 0) {
    await db
      .deleteFrom('paperKeys')
      .where('kind', '<>', 'id')
      .where('paperId', 'in', anyOf(stored))
      .execute()
  }
  await db
    .deleteFrom('paperKeys')
    .where('kind', '=', 'id')
    .where('value', 'in', anyOf(works.map(({ id }) => id)))
    .execute()
  const rows = distinctKeys(works)
  const { free = [], taken = [] } = Object.groupBy(rows, (key) =>
    known.isFree(key) ? 'free' : 'taken',
  )
  await copyRows(db, 'paper_keys', KEY_COLUMNS, free)
  if (taken.length === 0) return
  await sql`
    insert into paper_keys (kind, value, paper_id)
    select kind, value, paper_id from ${given(KEY_COLUMNS, taken)}
    on conflict (kind, value) do nothing
  `.execute(db)
}

const KEY_COLUMNS = { kind: 'text', value: 'text', paper_id: 'text' } as const

/** A name that two works claim belongs to the first. */
function distinctKeys(works: { id: string; keys: PaperKey[] }[]) {
  const rows = new Map<string, PaperKey & { paper_id: string }>()
  for (const { id, keys } of works) {
    for (const key of keys) {
      const name = nameOf(key)
      if (idOfKey(key) !== id && !rows.has(name)) rows.set(name, { ...key, paper_id: id })
    }
  }
  return [...rows.values()]
}

const RECORD_COLUMNS = {
  source: 'text',
  external_id: 'text',
  paper_id: 'text',
  raw: 'text',
} as const

export async function writeRecords(
  db: Database,
  works: { id: string; fresh: SourceRecord[] }[],
  known: Pick<Known, 'paperOfRecord'>,
): Promise<void> {
  const records = works.flatMap(({ id, fresh }) =>
    fresh.map((record) => ({
      source: record.source,
      external_id: record.externalId,
      paper_id: id,
      raw: record.raw,
      isNew: known.paperOfRecord(record) === null,
    })),
  )
  const { fresh = [], known: seen = [] } = Object.groupBy(records, byNovelty)
  await copyRows<keyof typeof RECORD_COLUMNS>(db, 'paper_records', RECORD_COLUMNS, fresh)
  if (seen.length === 0) return
  await sql`
    insert into paper_records (source, external_id, paper_id, raw)
    select source, external_id, paper_id, raw from ${given<keyof typeof RECORD_COLUMNS>(RECORD_COLUMNS, seen)}
    on conflict (source, external_id) do update set
      paper_id = excluded.paper_id, raw = excluded.raw,
      seen_at = case when paper_records.raw = excluded.raw then paper_records.seen_at else excluded.seen_at end
  `.execute(db)
}

function anyOf(ids: string[]) {
  return sql<string>`(select given.id from ${given(
    { id: 'text' },
    ids.map((id) => ({ id })),
  )})`
}
