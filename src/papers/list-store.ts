import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Days } from '../lib/days.ts'
import { HIDDEN } from './hidden-store.ts'
import type { Paper, Precision } from './paper.ts'
import { storedText } from './render.ts'
import { rightLinks, WITH_WRONG_LINKS, type GivenLinks } from './right-links-store.ts'
import { plainAbstract } from './text.ts'

/** A paper as lists show it: without its abstract. */
export type ListedPaper = Pick<
  Paper,
  | 'id'
  | 'titleText'
  | 'titleHtml'
  | 'authors'
  | 'published'
  | 'venue'
  | 'categories'
  | 'links'
  | 'day'
  | 'votes'
  | 'comments'
  | 'withdrawn'
> & { opening: string; reading: ShownReading | null }

/** What a card shows of what was read of a paper. Null in a paper that has not been read yet. */
interface ShownReading {
  gist: string // plain text; empty when there is no abstract
  gistHtml: string | null // null: the gist needs no markup
  gistBy: string | null // the model that wrote it; null: it is a sentence of the abstract
  artifacts: { url: string; kind: string }[]
}

/** One page of a list, and how many papers the whole list has. */
export interface Page {
  papers: ListedPaper[]
  total: number
}

/**
 * The papers of the editions of these days. Those with most votes come first, then those that a list of the day
 * named, in its order. The order is total, so no page repeats or skips a paper. `number` counts pages from 1.
 */
export function listEditions(
  db: Database,
  days: Days,
  number: number,
  size: number,
): Promise<Page> {
  const within = days.from === days.to ? sql`day = ${days.from}` : sql`day between ${days.from} and ${days.to}` // prettier-ignore
  return readPage(
    db,
    sql`select coalesce(sum(papers), 0) from editions where ${within}`,
    sql`
      select ${LISTED} from (
        select * from papers where ${within}
        order by votes desc, day desc, position, id desc
        limit ${size} offset ${(number - 1) * size}
      ) as papers ${WITH_READING}
    `,
  )
}

/** The papers of an author, newest first, then those without a date. `key` is made by `authorKey`. */
export function listByAuthor(
  db: Database,
  key: string,
  number: number,
  size: number,
): Promise<Page> {
  const theirs = sql`from papers where author_keys @> array[${key}]`
  return readPage(
    db,
    sql`select count(*) ${theirs}`,
    sql`
      select ${LISTED} from (
        select * ${theirs}
        order by published_at desc nulls last, id desc
        limit ${size} offset ${(number - 1) * size}
      ) as papers ${WITH_READING}
    `,
  )
}

/** A listed paper with its whole abstract, for whoever shows a part of it. */
export type FoundPaper = ListedPaper & Pick<Paper, 'abstractText' | 'updated'>

/** The papers with these ids, in the order of the ids. Ids without a paper are left out. */
export async function listByIds(db: Database, ids: string[]): Promise<FoundPaper[]> {
  const { rows } = await sql<{ papers: FoundRow[] | null }>`
    select json_agg(shown) as papers from (
      select ${LISTED}, abstract, updated_at from papers ${WITH_READING} where id = any(${ids}::text[])
    ) as shown
  `.execute(db)
  const byId = new Map((rows[0]?.papers ?? []).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const abstractText = plainAbstract(row.abstract, row.title)
    const updated = row.updated_at === null ? null : new Date(row.updated_at)
    return [{ ...listed(row), abstractText, updated }]
  })
}

interface FoundRow extends ListedRow {
  abstract: string
  updated_at: string | null
}

/** How far the list of all papers goes: older ones are found by day, by author and by search. */
const NEWEST_MAX = 10_000 // counting on and skipping further would cost a read of every row passed over

/** The newest papers of all by their date, then those without a date. The total is at most 10,000. */
export function listNewest(db: Database, number: number, size: number): Promise<Page> {
  const shown = Math.max(0, Math.min(size, NEWEST_MAX - (number - 1) * size))
  return readPage(
    db,
    sql`
      select count(*) - ${HIDDEN} from (select from all_papers limit ${NEWEST_MAX}::integer + ${HIDDEN}) as newest
    `,
    sql`
      select ${LISTED} from (
        select * from papers
        order by published_at desc nulls last, id desc
        limit ${shown} offset ${(number - 1) * size}
      ) as papers ${WITH_READING}
    `,
  )
}

/**
 * Asks for `total`, one number, and reads `shown`, rows of `LISTED`, in one query, so that both are of the same moment. They come as
 * JSON, which the embedded database hands over in half the time of 15 columns, and column by column, as it looks up how to write
 * a value once for each list: in four fifths of the time that objects take.
 */
export async function readPage(
  db: Database,
  total: RawBuilder<unknown>,
  shown: RawBuilder<unknown>,
): Promise<Page> {
  const lists = sql.join(COLUMNS.map((column) => sql`json_agg(${sql.raw(column)})`))
  const { rows } = await sql<{ total: number; columns: (unknown[] | null)[] }>`
    select
      (${total}) as total,
      (select json_build_array(${lists}) from (${shown}) as shown) as columns
  `.execute(db)
  const page = rows[0]!
  return { papers: rowsOf(page.columns).map(listed), total: page.total }
}

/** Each column is a list of what its rows have, or null where there is no row. */
function rowsOf(columns: (unknown[] | null)[]): ListedRow[] {
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, at) => {
    const row: Record<string, unknown> = {}
    for (const [n, name] of COLUMNS.entries()) row[name] = columns[n]![at]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are its columns
    return row as unknown as ListedRow
  })
}

/** The nearest days before and after these that have papers, null where there is none, and what lies around them. */
export interface Surroundings {
  before: string | null
  after: string | null
  counts: DayCount[]
}

/** How many papers a day has. Days without any are left out of lists. */
export interface DayCount {
  day: string
  papers: number
}

/** The neighbours of `days`, and how many papers each of the days of `counted` has, in order. */
export async function surroundingDays(
  db: Database,
  days: Days,
  counted: Days,
): Promise<Surroundings> {
  const { rows } = await sql<Omit<Surroundings, 'counts'> & { counts: DayCount[] | null }>`
    select
      (select max(day) from editions where day < ${days.from}) as before,
      (select min(day) from editions where day > ${days.to}) as after,
      (
        select json_agg(editions order by day) from editions
        where day between ${counted.from} and ${counted.to}
      ) as counts
  `.execute(db)
  const { before, after, counts } = rows[0]!
  return { before, after, counts: counts ?? [] }
}

/** The last day that has papers and is not after `today`: the current edition. Null in an empty collection. */
export async function latestDay(db: Database, today: string): Promise<string | null> {
  const row = await db
    .selectFrom('editions')
    .select((the) => the.fn.max('day').as('day'))
    .where('day', '<=', today)
    .executeTakeFirst()
  return row?.day ?? null
}

const COLUMNS = [
  'id', 'title', 'title_text', 'title_html', 'opening', 'authors', 'published_at', 'published_precision', 'venue',
  'categories', 'links', 'wrong_links', 'day', 'votes', 'comments', 'withdrawn', 'gist', 'gist_html', 'gist_by', 'artifacts',
] as const satisfies (keyof ListedRow)[] // prettier-ignore

/**
 * The columns of a ListedRow, `from papers ${WITH_READING}`. What was read comes along for each paper by its primary key, so
 * `papers` is what a limit has left.
 */
export const LISTED = sql.raw(COLUMNS.join(', '))

/**
 * One look into an index each: limit and aggregate leave the planner no other way. So rows also keep the order of `papers`, which
 * `json_agg` takes as it comes.
 */
export const WITH_READING = sql`
  left join lateral (
    select gist, gist_html, gist_by, artifacts from readings where paper_id = papers.id limit 1
  ) as reading on true
  ${WITH_WRONG_LINKS}
`

/** A row as JSON made by the database has it: moments are text. */
export interface ListedRow extends GivenLinks {
  id: string
  title: string
  title_text: string | null
  title_html: string | null
  opening: string
  authors: string[]
  published_at: string | null
  published_precision: Precision | null
  venue: string | null
  categories: string[]
  day: string | null
  votes: number
  comments: number
  withdrawn: boolean
  gist: string | null // null: the paper has not been read yet
  gist_html: string | null
  gist_by: string | null
  artifacts: ShownReading['artifacts'] | null
}

export function listed(row: ListedRow): ListedPaper {
  const { published_at: at, published_precision: precision } = row
  return {
    id: row.id,
    ...storedText(row),
    opening: row.opening,
    authors: row.authors,
    published: at && precision ? { at: new Date(at), precision } : null,
    venue: row.venue,
    categories: row.categories,
    links: rightLinks(row) ?? [],
    day: row.day,
    votes: row.votes,
    comments: row.comments,
    withdrawn: row.withdrawn,
    reading: readingOf(row),
  }
}

function readingOf({ gist, gist_html, gist_by, artifacts }: ListedRow): ShownReading | null {
  if (gist === null) return null
  return { gist, gistHtml: gist_html, gistBy: gist_by, artifacts: artifacts ?? [] }
}
