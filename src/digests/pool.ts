import type { Database } from '../database/database.ts'
import { addDays, type Days } from '../lib/days.ts'
import { listByIds, listEditions } from '../papers/list-store.ts'
import { listTrending } from '../trending/list-store.ts'
import type { Search } from '../search/search.ts'
import type { Pool } from './choose.ts'
import type { Kind } from './kind.ts'
import type { Wishes } from './subscriber.ts'

/** How far back a mail looks. Longer than its rhythm, so that a day without mail loses nothing. */
const LOOKS_BACK_DAYS: Record<Kind, number> = { daily: 3, weekly: 14 }

/** Enough for the longest mail of somebody who has seen most of it. */
const POOL_PAPERS = 100
const HITS = 50

export type PoolSource = { db: Database; search: Search }

/** The days whose papers an issue of this day may bring. */
function daysOfIssue(kind: Kind, date: string): Days {
  return { from: addDays(date, -LOOKS_BACK_DAYS[kind]), to: date }
}

/**
 * What the readers with these wishes could get on this day. Asks each topic and each search once, however many want
 * it. The index may be a little behind the database; what it misses today comes tomorrow.
 */
export async function poolFor(
  { db, search }: PoolSource,
  kind: Kind,
  date: string,
  wishes: Pick<Wishes, 'topics' | 'searches'>[],
  now: Date,
): Promise<Pool> {
  const days = daysOfIssue(kind, date)
  const found = async (query: string): Promise<[string, string[]]> => {
    const { hits } = await search.search(query, { sort: 'newest', limit: HITS, texts: false })
    const papers = await listByIds(
      db,
      hits.map(({ id }) => id),
    )
    const fresh = papers.filter(({ day }) => day !== null && days.from <= day && day <= days.to)
    return [query, fresh.map(({ id }) => id)]
  }
  const topics = new Set(wishes.flatMap((each) => each.topics))
  const searches = new Set(wishes.flatMap((each) => each.searches))
  return {
    trending: await trendingIn(db, days, now),
    byTopic: new Map(
      await oneByOne([...topics], async (topic) => [topic, (await found(`topic:${topic}`))[1]]),
    ),
    bySearch: new Map(await oneByOne([...searches], found)),
  }
}

/** The hottest papers of these days, and after them the others, those with most votes first. */
async function trendingIn(db: Database, days: Days, now: Date): Promise<string[]> {
  const hot = await listTrending(db, { now, number: 1, size: POOL_PAPERS })
  const ofTheseDays = hot.papers.filter(
    ({ day }) => day !== null && days.from <= day && day <= days.to,
  )
  const { papers } = await listEditions(db, days, 1, POOL_PAPERS)
  return [...new Set([...ofTheseDays, ...papers].map(({ id }) => id))].slice(0, POOL_PAPERS)
}

async function oneByOne<From, To>(items: From[], make: (item: From) => Promise<To>): Promise<To[]> {
  const made: To[] = []
  for (const item of items) made.push(await make(item))
  return made
}
