import { sql } from 'kysely'
import { unreadNotices } from '../community/notice-store.ts'
import type { Database } from '../database/database.ts'
import { PREPARED } from '../database/prepared.ts'
import { addDays, dayOf } from '../lib/days.ts'
import { IS_SHOWN } from '../papers/hidden-store.ts'
import {
  LISTED,
  listed,
  WITH_READING,
  type ListedPaper,
  type ListedRow,
} from '../papers/list-store.ts'
import type { Follow, FollowKind } from './follow.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

/** A paper of an earlier day is no news, though an import may bring it today. */
const NEWS_DAYS = 14

const CHANGES_AT_ONCE = 2_000

/**
 * Tells followers of the papers that changed since the last time, some at a time. False when there were none. A paper is
 * news to a person once, whatever brings it. Goes only as far as papers have been read: who follows a system or a
 * topic hears of what the reading found.
 */
export function spreadNews(db: Database, now: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const span = await nextChanges(transaction)
    if (span === null) return false
    const day = dayOf(now)
    await sql`
      with fresh as materialized (
        select id, author_keys, categories from papers
        where change > ${span.from} and change <= ${span.to}
          and day between ${addDays(day, -NEWS_DAYS)} and ${addDays(day, 1)}
      ),
      subjects as (
        select id, 'author' as kind, key as subject from fresh, unnest(author_keys) as key
        union select id, 'topic', topic from fresh, unnest(categories) as topic
        union select id, 'topic', topic from fresh join paper_topics on paper_id = id
        union select id, 'system', key from fresh join paper_systems on paper_id = id where shown
      )
      insert into news (person_id, paper_id, kind, subject, at)
      select distinct on (person_id, id) person_id, id, follows.kind, follows.subject, ${now}::timestamptz
      from subjects
      join follows on follows.kind = subjects.kind collate "C" and follows.subject = subjects.subject collate "C"
      order by person_id, id, follows.kind, follows.subject
      on conflict (person_id, paper_id) do nothing
    `.execute(transaction)
    await sql`update news_progress set change = ${span.to}`.execute(transaction)
    return true
  })
}

/** The next changes that nobody was told of, at most 2,000 papers of them. Locks the progress: processes take turns. */
async function nextChanges(db: Database): Promise<{ from: number; to: number } | null> {
  const { rows } = await sql<{ from: number; to: number | null }>`
    select told.change as "from", (
      select max(change) from (
        select papers.change from papers
        where papers.change > told.change and papers.change <= (select change from reading_progress)
        order by papers.change limit ${CHANGES_AT_ONCE}
      ) as next
    ) as "to"
    from news_progress told for update
  `.execute(db)
  const { from, to } = rows[0]!
  return to === null ? null : { from, to }
}

/** Tells those who follow something that papers belong to it. Papers that are no longer there, or of long ago, are not told. */
export async function tellFollowers(
  db: Database,
  { kind, subject }: Follow,
  paperIds: string[],
  now: Date,
): Promise<void> {
  const earliest = kind === 'search' ? addDays(dayOf(now), -NEWS_DAYS) : null
  await sql`
    insert into news (person_id, paper_id, kind, subject, at)
    select person_id, papers.id, ${kind}, ${subject}, ${now}::timestamptz
    from follows cross join papers
    where follows.kind = ${kind} and follows.subject = ${subject} and papers.id = any(${paperIds}::text[])
      and (${earliest}::date is null or day >= ${earliest}::date)
    on conflict (person_id, paper_id) do nothing
  `.execute(db)
}

/** A paper that is news to somebody, and what brought it. */
export interface NewsItem extends ListedPaper {
  because: Follow
  unread: boolean
}

export interface NewsPage {
  items: NewsItem[]
  total: number // at most NEWS_MAX
}

/** How far back a reader can page. */
const NEWS_MAX = 1_000

/** What is new among what somebody follows, the last first. `number` counts pages from 1. */
export async function listNews(
  db: Database,
  personId: string,
  number: number,
  size: number,
): Promise<NewsPage> {
  const shown = Math.max(0, Math.min(size, NEWS_MAX - (number - 1) * size))
  const news = sql`from news where person_id = ${personId} and ${IS_SHOWN}`
  const { rows } = await sql<{ total: number; items: NewsRow[] | null }>`
    select
      (select count(*) from (select ${news} limit ${NEWS_MAX}) as counted) as total,
      (select json_agg(shown) from (
        select ${LISTED}, kind, subject, unread from (
          select paper_id, kind, subject, at, read_at is null as unread ${news}
          order by at desc, paper_id
          limit ${shown} offset ${(number - 1) * size}
        ) as item
        join papers on id = paper_id ${WITH_READING}
        order by at desc, paper_id
      ) as shown) as items
  `.execute(db)
  const { total, items } = rows[0]!
  return {
    total,
    items: (items ?? []).map((row) => ({
      ...listed(row),
      because: { kind: row.kind, subject: row.subject },
      unread: row.unread,
    })),
  }
}

interface NewsRow extends ListedRow {
  kind: FollowKind
  subject: string
  unread: boolean
}

/** As many unread are counted; more are 'many'. */
export const UNREAD_MAX = 99

/** How much somebody has not read, up to 100 of each. Every page asks for it that somebody signed in looks at. */
export async function countUnread(
  db: Database,
  personId: string,
  now: Date,
): Promise<{ news: number; notices: number }> {
  const most = sql`limit ${UNREAD_MAX + 1}`
  const { rows } = await sql<{ news: number; notices: number }>`${PREPARED}
    select
      (select count(*) from (
        select from news where person_id = ${personId} and read_at is null and ${IS_SHOWN} ${most}
      ) as news) as news,
      (select count(*) from (${unreadNotices(personId, now)} ${most}) as notices) as notices
  `.execute(db)
  return rows[0]!
}

export async function markAllRead(db: Database, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('news')
    .set({ readAt: now })
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .execute()
}
