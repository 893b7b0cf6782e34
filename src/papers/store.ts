import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { HIDDEN } from './hidden-store.ts'
import { LISTED, listed, WITH_READING, type ListedRow } from './list-store.ts'
import type { Paper } from './paper.ts'
import { storedAbstractHtml } from './render.ts'
import { plainAbstract } from './text.ts'
import { namesOf } from './twins.ts'

/** A ListedRow with everything that only the paper's own page shows. */
interface PaperRow extends ListedRow {
  abstract: string
  abstract_html: string | null
  updated_at: string | null
  versions: { number: number; at: string }[] | null
  comment: string | null
  ids: Paper['ids']
  position: number | null
}

/**
 * The paper with this id of ours. Null when there is none, perhaps because it has another id now: `findCurrentId`, or is
 * hidden: `findHidden`.
 */
export async function findPaper(db: Database, id: string): Promise<Paper | null> {
  const [paper] = await findPapers(db, [id])
  return paper ?? null
}

/** A paper that a moderator has hidden, with the reason. Null when there is none, or it is shown. */
export async function findHidden(
  db: Database,
  id: string,
): Promise<{ paper: Paper; reason: string } | null> {
  const { rows } = await sql<{ paper: PaperRow; reason: string }>`
    select to_json(paper) as paper, hidden_reason as reason from (
      select ${WHOLE}, hidden_reason from all_papers papers ${WITH_READING} where id = ${id} and hidden_reason is not null
    ) as paper
  `.execute(db)
  const [found] = rows
  return found ? { paper: paperOf(found.paper), reason: found.reason } : null
}

const WHOLE = sql`${LISTED}, abstract, abstract_html, updated_at, versions, comment, ids, position`

/** The papers with these ids, in the order of the ids. Ids without a paper are left out. */
export async function findPapers(db: Database, ids: string[]): Promise<Paper[]> {
  const { rows } = await sql<{ paper: PaperRow }>`
    select to_json(paper) as paper from (select ${WHOLE} from papers ${WITH_READING} where id = any(${ids}::text[])) as paper
  `.execute(db)
  const byId = new Map(rows.map(({ paper }) => [paper.id, paper]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [paperOf(row)] : []
  })
}

function paperOf(row: PaperRow): Paper {
  return {
    ...listed(row),
    title: row.title,
    abstract: row.abstract,
    abstractText: plainAbstract(row.abstract, row.title),
    abstractHtml: storedAbstractHtml(row),
    updated: row.updated_at === null ? null : new Date(row.updated_at),
    versions: (row.versions ?? []).map(({ number, at }) => ({ number, at: new Date(at) })),
    comment: row.comment,
    ids: row.ids,
    position: row.position,
  }
}

/**
 * The id that a paper goes by now, for this same id, one that it had before, or one that others call it by
 * ('doi:…', 'acl:…'). Of several papers with one name, as the chapters of a book may share its DOI, the one that had it
 * for its id, else the first. It may be hidden. Null when no paper has or had it.
 */
export async function findCurrentId(db: Database, name: string): Promise<string | null> {
  const colon = name.indexOf(':')
  const { rows } = await sql<{ id: string }>`
    select id from all_papers where id = ${name}
    union all
    (
      select paper_id from paper_keys
      where (kind in ('id', 'other', 'arxiv') and value = ${name})
        or (kind = ${name.slice(0, Math.max(colon, 0))} and value = ${name.slice(colon + 1)})
      order by kind <> 'id', paper_id
      limit 1
    )
    limit 1
  `.execute(db)
  return rows[0]?.id ?? null
}

/** The paper with this title, whoever wrote it. Null when there is none or more than one, or the title says too little. */
export async function findByTitle(db: Database, title: string): Promise<string | null> {
  const beginning = namesOf({ ids: {}, title }).title
  if (beginning === null) return null
  const found = await db
    .selectFrom('paperKeys')
    .select('paperId')
    .distinct()
    .where('kind', '=', 'title')
    .where('value', '>=', beginning)
    .where('value', '<', `${beginning.slice(0, -1)}}`) // '|' ends it and '}' comes next
    .limit(2)
    .execute()
  return found.length === 1 ? found[0]!.paperId : null
}

/** Ids in their own order, hidden ones too, from below `after`: '' begins. For work on every paper, a batch at a time. */
export async function paperIdsAfter(db: Database, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('allPapers')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** What a paper says, as its sources wrote it. */
export interface PaperWords {
  id: string
  title: string
  abstract: string
  categories: string[]
}

/** What papers say, in the order of their ids, from below `after`: '' begins. */
export async function paperWordsAfter(
  db: Database,
  after: string,
  limit: number,
): Promise<PaperWords[]> {
  return db
    .selectFrom('papers')
    .select(['id', 'title', 'abstract', 'categories'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** How many papers there are. Reads an index from end to end: some tenths of a second for three million. */
export async function countPapers(db: Database): Promise<number> {
  const { rows } = await sql<{ papers: number }>`
    select count(*) - ${HIDDEN} as papers from all_papers
  `.execute(db)
  return rows[0]!.papers
}

/** Whether this collection never held a paper: only then is the sample welcome. */
export async function isUntouched(db: Database): Promise<boolean> {
  const { rows } = await sql<{
    touched: boolean
  }>`select is_called as touched from paper_changes`.execute(db)
  return !rows[0]!.touched
}
