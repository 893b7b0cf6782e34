import { sql, type Selectable, type SelectQueryBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database, Schema } from '../database/database.ts'
import type { Paper, PartialDate } from './paper.ts'
import { storedAbstractHtml, storedText } from './render.ts'
import type { PapersTable } from './tables.ts'
import { renderAbstract } from './text.ts'

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
> & { opening: string }

/** One page of a list, and how many papers the whole list has. */
export interface Page {
  papers: ListedPaper[]
  total: number
}

/** Days as in '2025-04-17', both included. */
export interface Days {
  from: string
  to: string
}

const LISTED = [
  'id',
  'title',
  'titleText',
  'titleHtml',
  'opening',
  'authors',
  'publishedAt',
  'publishedPrecision',
  'venue',
  'categories',
  'links',
  'day',
  'votes',
  'comments',
  'withdrawn',
] as const

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
  const within = db.selectFrom('papers').where('day', '>=', days.from).where('day', '<=', days.to)
  const ordered = within
    .orderBy('votes', 'desc')
    .orderBy('day', 'desc')
    .orderBy('position')
    .orderBy('id', 'desc')
  return readPage(db, within, ordered.limit(size).offset((number - 1) * size))
}

/** The papers of an author, newest first, then those without a date. `key` is made by `authorKey`. */
export function listByAuthor(
  db: Database,
  key: string,
  number: number,
  size: number,
): Promise<Page> {
  const theirs = db.selectFrom('papers').where(sql<boolean>`author_keys @> array[${key}]`)
  return readPage(
    db,
    theirs,
    newestFirst(theirs)
      .limit(size)
      .offset((number - 1) * size),
  )
}

/** How far the list of all papers goes: older ones are found by day, by author and by search. */
const NEWEST_MAX = 10_000 // counting on and skipping further would cost a read of every row passed over

/** The newest papers of all by their date, then those without a date. The total is at most 10,000. */
export function listNewest(db: Database, number: number, size: number): Promise<Page> {
  const all = db.selectFrom('papers')
  const shown = Math.max(0, Math.min(size, NEWEST_MAX - (number - 1) * size))
  return readPage(
    db,
    all.limit(NEWEST_MAX),
    newestFirst(all)
      .limit(shown)
      .offset((number - 1) * size),
  )
}

type Papers = SelectQueryBuilder<Schema, 'papers', object>

function newestFirst(papers: Papers): Papers {
  return papers.orderBy('publishedAt', (order) => order.desc().nullsLast()).orderBy('id', 'desc')
}

/**
 * Counts `all` and reads `shown`, in one query, so that both are of the same moment. The rows come as JSON, which
 * the embedded database hands over in a third of the time of 15 columns.
 */
async function readPage(db: Database, all: Papers, shown: Papers): Promise<Page> {
  const { total, rows } = await db
    .selectNoFrom((one) => [
      one
        .selectFrom(all.select('id').as('counted'))
        .select((the) => the.fn.countAll<number>().as('total'))
        .as('total'),
      jsonArrayFrom(shown.select(LISTED)).as('rows'),
    ])
    .executeTakeFirstOrThrow()
  return { papers: rows.map((row) => listed(fromJson(row))), total: total ?? 0 }
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
  return db
    .selectNoFrom((one) => [
      one
        .selectFrom('papers')
        .select((the) => the.fn.max('day').as('day'))
        .where('day', '<', days.from)
        .as('before'),
      one
        .selectFrom('papers')
        .select((the) => the.fn.min('day').as('day'))
        .where('day', '>', days.to)
        .as('after'),
      jsonArrayFrom(
        one
          .selectFrom('papers')
          .select((the) => ['day', the.fn.countAll<number>().as('papers')])
          .$narrowType<{ day: string }>()
          .where('day', '>=', counted.from)
          .where('day', '<=', counted.to)
          .groupBy('day')
          .orderBy('day'),
      ).as('counts'),
    ])
    .executeTakeFirstOrThrow()
}

/** The last day that has papers and is not after `today`: the current edition. Null in an empty collection. */
export async function latestDay(db: Database, today: string): Promise<string | null> {
  const row = await db
    .selectFrom('papers')
    .select((the) => the.fn.max('day').as('day'))
    .where('day', '<=', today)
    .executeTakeFirst()
  return row?.day ?? null
}

/** The paper with this id of ours. Null when there is none, perhaps because it has another id now: `findCurrentId`. */
export async function findPaper(db: Database, id: string): Promise<Paper | null> {
  const row = await db
    .selectFrom('papers')
    .select([
      ...LISTED,
      'abstract',
      'abstractHtml',
      'updatedAt',
      'versions',
      'comment',
      'ids',
      'position',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null

  return {
    ...listed(row),
    title: row.title,
    abstract: row.abstract,
    abstractText: renderAbstract(row.abstract, row.title).text,
    abstractHtml: storedAbstractHtml(row),
    updated: row.updatedAt,
    versions: (row.versions ?? []).map(({ number, at }) => ({ number, at: new Date(at) })),
    comment: row.comment,
    ids: row.ids,
    position: row.position,
  }
}

/**
 * The id that a paper goes by now, for this same id, one that it had before, or one that others call it by
 * ('doi:…', 'acl:…'). Null when no paper has or had it.
 */
export async function findCurrentId(db: Database, name: string): Promise<string | null> {
  const colon = name.indexOf(':')
  const row = await db
    .selectFrom('papers')
    .select('id')
    .where('id', '=', name)
    .unionAll(
      db
        .selectFrom('paperKeys')
        .select('paperId as id')
        .where((is) =>
          is.or([
            is.and({ kind: 'id', value: name }),
            is.and({ kind: 'other', value: name }),
            is.and({ kind: 'arxiv', value: name }),
            is.and({ kind: name.slice(0, Math.max(colon, 0)), value: name.slice(colon + 1) }),
          ]),
        ),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Ids in their own order, from below `after`: '' begins. For work on every paper, a batch at a time. */
export async function paperIdsAfter(db: Database, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('papers')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Whether this collection never held a paper: only then is the sample welcome. */
export async function isUntouched(db: Database): Promise<boolean> {
  const { rows } = await sql<{
    touched: boolean
  }>`select is_called as touched from paper_changes`.execute(db)
  return !rows[0]!.touched
}

type ListedRow = Pick<Selectable<PapersTable>, (typeof LISTED)[number]>

/** Each column with its name in SQL, which is what JSON made by the database calls it. */
const SQL_NAMES = LISTED.map((column) => [column, snakeCase(column)] as const)

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A row of columns again. Moments are text in JSON; the rest is the same. */
function fromJson(json: Record<string, unknown>): ListedRow {
  const row = Object.fromEntries(SQL_NAMES.map(([column, name]) => [column, json[name]]))
  const { published_at: publishedAt } = json
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those that LISTED selects
  return {
    ...row,
    publishedAt: typeof publishedAt === 'string' ? new Date(publishedAt) : null,
  } as ListedRow
}

function listed(row: ListedRow): ListedPaper {
  return {
    id: row.id,
    ...storedText(row),
    opening: row.opening,
    authors: row.authors,
    published: publishedOf(row),
    venue: row.venue,
    categories: row.categories,
    links: row.links ?? [],
    day: row.day,
    votes: row.votes,
    comments: row.comments,
    withdrawn: row.withdrawn,
  }
}

function publishedOf(row: ListedRow): PartialDate | null {
  const { publishedAt, publishedPrecision } = row
  return publishedAt && publishedPrecision
    ? { at: publishedAt, precision: publishedPrecision }
    : null
}
