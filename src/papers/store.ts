import { sql, type Selectable, type SelectQueryBuilder } from 'kysely'
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
export async function listEditions(
  db: Database,
  days: Days,
  number: number,
  size: number,
): Promise<Page> {
  const within = db.selectFrom('papers').where('day', '>=', days.from).where('day', '<=', days.to)
  const rows = await within
    .select(LISTED)
    .orderBy('votes', 'desc')
    .orderBy('day', 'desc')
    .orderBy('position')
    .orderBy('id', 'desc')
    .limit(size)
    .offset((number - 1) * size)
    .execute()
  return { papers: rows.map(listed), total: await count(within) }
}

/** How many papers each of these days has: those that have any, in order. */
export interface DayCount {
  day: string
  papers: number
}

export async function countByDay(db: Database, days: Days): Promise<DayCount[]> {
  const rows = await db
    .selectFrom('papers')
    .select((the) => ['day', the.fn.countAll<number>().as('papers')])
    .where('day', '>=', days.from)
    .where('day', '<=', days.to)
    .groupBy('day')
    .orderBy('day')
    .execute()
  return rows.map(({ day, papers }) => ({ day: day!, papers }))
}

/** How far the list of all papers goes: older ones are found by day, by author and by search. */
const NEWEST_MAX = 10_000 // counting on and skipping further would cost a read of every row passed over

/** The newest papers of all by their date, then those without a date. The total is at most 10,000. */
export async function listNewest(db: Database, number: number, size: number): Promise<Page> {
  const rows = await db
    .selectFrom('papers')
    .select(LISTED)
    .orderBy('publishedAt', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(Math.max(0, Math.min(size, NEWEST_MAX - (number - 1) * size)))
    .offset((number - 1) * size)
    .execute()
  const { total } = await db
    .selectFrom(db.selectFrom('papers').select('id').limit(NEWEST_MAX).as('some'))
    .select((the) => the.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { papers: rows.map(listed), total }
}

/** The papers of an author, newest first, then those without a date. `key` is made by `authorKey`. */
export async function listByAuthor(
  db: Database,
  key: string,
  number: number,
  size: number,
): Promise<Page> {
  const theirs = db.selectFrom('papers').where(sql<boolean>`author_keys @> array[${key}]`)
  const rows = await theirs
    .select(LISTED)
    .orderBy('publishedAt', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(size)
    .offset((number - 1) * size)
    .execute()
  return { papers: rows.map(listed), total: await count(theirs) }
}

/** The nearest days before and after that have papers: null where there is none. Two index reads. */
export async function neighbouringDays(
  db: Database,
  days: Days,
): Promise<{ before: string | null; after: string | null }> {
  const row = await db
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
    ])
    .executeTakeFirstOrThrow()
  return row
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
    abstractText: renderAbstract(row.abstract).text,
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

export async function countPapers(db: Database): Promise<number> {
  return count(db.selectFrom('papers'))
}

async function count(papers: SelectQueryBuilder<Schema, 'papers', object>): Promise<number> {
  const row = await papers
    .select((the) => the.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}

type ListedRow = Pick<Selectable<PapersTable>, (typeof LISTED)[number]>

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
