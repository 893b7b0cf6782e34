import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { copyRows } from '../database/copy.ts'
import { given } from '../database/rows.ts'
import { followPaper } from './follow-store.ts'
import { recordName, type SourceRecord } from './record.ts'
import { PAPER_COLUMNS, type PaperRow } from './paper-row.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'
import type { Warmth } from './warmth.ts'
import { idOfKey, nameOf, type PaperKey } from './twins.ts'

export type RawRecord = Pick<SourceRecord, 'source' | 'externalId' | 'raw'> & { paperId: string }

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
    update all_papers set change = nextval('paper_changes') where id = any(${ids}::text[])
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

/** The records of these names that are stored already, and the MD5 of what they say, in hexadecimal. */
export async function findSeen(
  db: Database,
  records: Pick<SourceRecord, 'source' | 'externalId'>[],
): Promise<Map<string, { paperId: string; digest: string }>> {
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

const OWNERS_MAX = 10 // more works with one name than one are as good as many

/**
 * The papers with these names, by name, at most ten for each: a paper's own id is no row of paper_keys, and a deletion
 * may wait for its paper. One look into each index for each name, whatever the planner believes about the size of the
 * tables while they grow.
 */
export async function findOwners(db: Database, keys: PaperKey[]): Promise<Map<string, string[]>> {
  const wanted = keys.map((key) => ({ ...key, id: idOfKey(key) }))
  const { rows } = await sql<PaperKey & { paperId: string }>`
    select given.kind, given.value, owner.paper_id
    from ${given({ kind: 'text', value: 'text', id: 'text' }, wanted)}
    cross join lateral (
      select paper.id as paper_id from all_papers paper where paper.id = given.id collate "C"
      union all
      (
        select key.paper_id from paper_keys key
        where key.kind = given.kind collate "C" and key.value = given.value collate "C"
        order by key.paper_id limit ${OWNERS_MAX}
      )
      union all
      select record.paper_id from paper_records record
      where given.kind = 'arxiv' and record.source = ${DELETIONS} and record.external_id = given.value collate "C"
    ) as owner
  `.execute(db)
  return ownersOf(rows.map((row) => [nameOf(row), row.paperId]))
}

/** Of arXiv's deletions, whose records are named as their papers are. */
const DELETIONS = 'arxiv-deleted'

/** The papers with these titles, by what the keys begin with, at most ten for each. The order and the limit keep the database on its index. */
export async function findOwnersOfTitles(
  db: Database,
  beginnings: string[],
): Promise<Map<string, string[]>> {
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
      order by key.value, key.paper_id
      limit ${OWNERS_MAX}
    ) as twin
  `.execute(db)
  return ownersOf(rows.map(({ beginning, paperId }) => [beginning, paperId]))
}

function ownersOf(pairs: [name: string, paperId: string][]): Map<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const [name, paperId] of pairs) {
    const others = owners.get(name)
    if (others) others.push(paperId)
    else owners.set(name, [paperId])
  }
  return owners
}

/** Which of these papers there are, each with the reason for which it is hidden: null for those that are shown. */
export async function findExisting(
  db: Database,
  paperIds: string[],
): Promise<Map<string, string | null>> {
  if (paperIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('allPapers')
    .select(['id', 'hiddenReason'])
    .where('id', 'in', anyOf(paperIds))
    .execute()
  return new Map(rows.map(({ id, hiddenReason }) => [id, hiddenReason]))
}

/** The stored records of these papers. */
export async function readRecords(db: Database, paperIds: string[]): Promise<RawRecord[]> {
  if (paperIds.length === 0) return []
  return db
    .selectFrom('paperRecords')
    .select(['paperId', 'source', 'externalId', 'raw'])
    .where('paperId', 'in', anyOf(paperIds))
    .execute()
}

/**
 * Gives each work the row it goes by: stored papers that it takes the place of give up their names, their records and
 * what people did with them to it, and go. Every id that ends leads to the new one for ever.
 */
export async function mergePapers(
  db: Database,
  works: { id: string; paperIds: string[] }[],
): Promise<void> {
  const ending = works.flatMap(({ id, paperIds }) => {
    const ended = paperIds.filter((old) => old !== id)
    return ended.length > 0 ? [{ id, ended }] : []
  })
  for (const { id, ended } of vacatedFirst(ending)) {
    await db.deleteFrom('allPapers').where('id', 'in', ended).execute()
    await db
      .insertInto('paperRemovals')
      .values(ended.map((old) => ({ id: old })))
      .execute()
    await db
      .updateTable('paperKeys')
      .set({ paperId: id })
      .where('paperId', 'in', ended)
      .where('kind', '=', 'id')
      .execute()
    await db.deleteFrom('paperKeys').where('paperId', 'in', ended).execute()
    await db
      .updateTable('paperRecords')
      .set({ paperId: id })
      .where('paperId', 'in', ended)
      .execute()
    await followPaper(db, ended, id)
    await leadTo(db, ended, id)
  }
}

/** An id that another work takes over is left by its own paper before. */
function vacatedFirst(works: { id: string; ended: string[] }[]) {
  const taken = new Set(works.map(({ id }) => id))
  return works.toSorted(
    (a, b) =>
      Number(b.ended.some((id) => taken.has(id))) - Number(a.ended.some((id) => taken.has(id))),
  )
}

async function leadTo(db: Database, ended: string[], id: string): Promise<void> {
  await db.deleteFrom('paperKeys').where('kind', '=', 'id').where('value', 'in', ended).execute()
  await db
    .insertInto('paperKeys')
    .values(ended.map((old) => ({ kind: 'id', value: old, paperId: id })))
    .execute()
}

/** Deletes records and returns the papers that they were about. The last record of a paper stays. */
export async function deleteRecords(
  db: Database,
  records: Pick<SourceRecord, 'source' | 'externalId'>[],
): Promise<string[]> {
  const names = records.map(({ source, externalId }) => ({ source, external_id: externalId }))
  const { rows } = await sql<{ paperId: string }>`
    with named as (
      select record.source, record.external_id, record.paper_id
      from ${given({ source: 'text', external_id: 'text' }, names)}
      join paper_records record
        on record.source = given.source collate "C" and record.external_id = given.external_id collate "C"
    )
    delete from paper_records record using named
    where record.source = named.source and record.external_id = named.external_id and exists (
      select from paper_records other where other.paper_id = named.paper_id
        and (other.source, other.external_id) not in (select source, external_id from named)
    )
    returning record.paper_id
  `.execute(db)
  return [...new Set(rows.map(({ paperId }) => paperId))]
}

/** Gives stored records to other papers. */
export async function moveRecords(
  db: Database,
  records: { source: string; external_id: string; moved_to: string }[],
): Promise<void> {
  if (records.length === 0) return
  await sql`
    update paper_records record set paper_id = given.moved_to
    from ${given({ source: 'text', external_id: 'text', moved_to: 'text' }, records)}
    where record.source = given.source and record.external_id = given.external_id
  `.execute(db)
}

/** `attention` is JSON, null when nobody paid any; `hidden_reason` is null when the paper is shown. */
export type PaperToWrite = PaperRow &
  Pick<Warmth, 'heat' | 'votes'> & {
    id: string
    attention: string | null
    hidden_reason: string | null
  }

/** Stores new papers, whose ids nothing stored has, and what others became. */
export async function writePapers(
  db: Database,
  papers: (PaperToWrite & { isNew: boolean })[],
): Promise<void> {
  const { fresh = [], known = [] } = Object.groupBy(papers, byNovelty)
  await copyRows(db, 'all_papers', PAPER_COLUMNS, fresh)
  await replacePapers(db, known)
}

function byNovelty({ isNew }: { isNew: boolean }): 'fresh' | 'known' {
  return isNew ? 'fresh' : 'known'
}

async function replacePapers(db: Database, papers: PaperToWrite[]): Promise<void> {
  if (papers.length === 0) return
  await sql`
    insert into all_papers (
      id, title, title_text, title_html, abstract, abstract_html, opening,
      authors, author_keys, categories,
      published_at, published_precision, updated_at, venue, links, versions,
      withdrawn, comment, ids, day, position, votes, comments, heat, attention, hidden_reason
    )
    select
      id, title, title_text, title_html, abstract, abstract_html, opening,
      authors, author_keys, categories,
      published_at, published_precision, updated_at, venue, links, versions,
      withdrawn, comment, ids, day, position, votes, comments, heat, attention, hidden_reason
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
      hidden_reason = excluded.hidden_reason, change = nextval('paper_changes')
  `.execute(db)
}

/** Makes these the names of the works, besides their former ids. An id that is a paper again no longer leads elsewhere. */
export async function writeKeys(
  db: Database,
  works: { id: string; paperIds: string[]; keys: PaperKey[] }[],
  isFree: (key: PaperKey) => boolean,
): Promise<void> {
  const stored = works.filter(({ paperIds }) => paperIds.length > 0).map(({ id }) => id)
  if (stored.length > 0) {
    await db
      .deleteFrom('paperKeys')
      .where('kind', '<>', 'id')
      .where('paperId', 'in', anyOf(stored))
      .execute()
  }
  const rows = distinctKeys(works)
  const ledElsewhere = rows.filter(({ kind }) => kind === 'id').map(({ value }) => value)
  await db
    .deleteFrom('paperKeys')
    .where('kind', '=', 'id')
    .where('value', 'in', anyOf([...works.map(({ id }) => id), ...ledElsewhere]))
    .execute()
  const { free = [], taken = [] } = Object.groupBy(rows, (key) => (isFree(key) ? 'free' : 'taken'))
  await copyRows(db, 'paper_keys', KEY_COLUMNS, free)
  if (taken.length === 0) return
  await sql`
    insert into paper_keys (kind, value, paper_id)
    select kind, value, paper_id from ${given(KEY_COLUMNS, taken)}
    on conflict (kind, value, paper_id) do nothing
  `.execute(db)
}

const KEY_COLUMNS = { kind: 'text', value: 'text', paper_id: 'text' } as const

/** Several works may have one name, such as the DOI of a book, but an id of ours leads to one only. */
function distinctKeys(works: { id: string; keys: PaperKey[] }[]) {
  const rows = new Map<string, PaperKey & { paper_id: string }>()
  for (const { id, keys } of works) {
    for (const key of keys) {
      const row = key.kind === 'id' ? nameOf(key) : `${nameOf(key)}\n${id}`
      if (idOfKey(key) !== id && !rows.has(row)) rows.set(row, { ...key, paper_id: id })
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
  isStored: (record: SourceRecord) => boolean,
): Promise<void> {
  const records = works.flatMap(({ id, fresh }) =>
    fresh.map((record) => ({
      source: record.source,
      external_id: record.externalId,
      paper_id: id,
      raw: record.raw,
      isNew: !isStored(record),
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
