import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { halfLives, type Attentions, type HeatRule } from '../heat/heat.ts'
import { addDays, dayOf } from '../lib/days.ts'
import { LISTED, listed, type ListedPaper, type ListedRow } from '../papers/list-store.ts'

/** A paper with what made it hot. */
export interface HotPaper extends ListedPaper {
  heat: number
  attention: Attentions
}

/** One page of the hottest papers, and how many the whole list has. */
export interface HotPage {
  papers: HotPaper[]
  total: number
}

export interface TrendingOptions {
  now: Date
  topic?: string | null // the first subject of a paper, such as 'cs.CL'; without one, of all topics
  number: number // of the page, from 1
  size: number
}

/** How far the list goes: whoever reads on wants a day, a topic or a search. */
export const TRENDING_MAX = 1000

/** The hottest papers, by the heat stored with them. Papers of days to come wait for their day. */
export async function listTrending(
  db: Database,
  { now, topic = null, number, size }: TrendingOptions,
): Promise<HotPage> {
  const hot = sql`
    from papers
    where heat is not null and (day is null or day <= ${dayOf(now)})
    ${topic === null ? sql`` : sql`and categories[1] = ${topic}`}
  `
  const shown = Math.max(0, Math.min(size, TRENDING_MAX - (number - 1) * size))
  return readHot(
    db,
    sql`select 1 ${hot} limit ${TRENDING_MAX}`,
    sql`
      select ${LISTED}, heat, attention ${hot}
      order by heat desc, id desc
      limit ${shown} offset ${(number - 1) * size}
    `,
  )
}

/** How much attention papers of a topic usually get. */
export interface Topic {
  name: string
  papers: number // of the week
  usual: number // what they are worth on average, in votes given now
}

/** The papers of as many days tell what is usual in a topic. */
export const USUAL_DAYS = 7 // as arXiv announces: five days a week, each week alike

/**
 * A topic's own average counts as if it came with that many papers of the average of all topics: one lucky paper in a
 * week does not make a topic's level, and one without luck does not make every later paper a sensation.
 */
export const PRIOR_PAPERS = 10

/** Colder ones are worth nothing either way, and PostgreSQL refuses to calculate what no float can hold. */
const COLDEST = -1000

/** The topics of the last seven days, those with most papers first. */
export async function recentTopics(db: Database, rule: HeatRule, now: Date): Promise<Topic[]> {
  const today = dayOf(now)
  const { rows } = await sql<Topic>`
    with recent as materialized (
      select categories[1] as name, count(*) as papers,
        sum(power(2, greatest(heat - ${halfLives(now, rule.halfLifeHours)}::float8, ${COLDEST}))) as worth
      from papers
      where day between ${addDays(today, 1 - USUAL_DAYS)} and ${today} and heat is not null
      group by categories[1]
    )
    select name, papers, (worth + ${PRIOR_PAPERS}::integer * (select sum(worth) / sum(papers) from recent))
      / (papers + ${PRIOR_PAPERS}::integer) as usual
    from recent
    where name is not null
    order by papers desc, name
  `.execute(db)
  return rows
}

/** How far the list across topics goes: it takes as many of every topic as it has places. */
export const ACROSS_MAX = 200

/**
 * The papers that are hottest for their topic: each counts by how often it has what is usual in its own. A large
 * field does not drown a small one. Only topics that are given take part.
 */
export async function listAcrossTopics(
  db: Database,
  topics: Topic[],
  { now, number, size }: TrendingOptions,
): Promise<HotPage> {
  const end = Math.min(ACROSS_MAX, number * size)
  const shown = Math.max(0, end - (number - 1) * size)
  const hottest = sql`
    from unnest(
      ${topics.map(({ name }) => name)}::text[], ${topics.map(({ usual }) => Math.log2(usual))}::float8[]
    ) as topic (name, level)
    cross join lateral (
      select id, heat - level as lift from papers
      where categories[1] = topic.name and heat is not null and (day is null or day <= ${dayOf(now)})
      order by heat desc, id desc
      limit ${end}
    ) as hot
  `
  return readHot(
    db,
    sql`select 1 ${hottest} limit ${ACROSS_MAX}`,
    sql`
      select ${LISTED}, heat, attention from papers
      join (
        select hot.id as hot_id, lift ${hottest} order by lift desc, hot.id desc
        limit ${shown} offset ${(number - 1) * size}
      ) as hottest on hot_id = id
      order by lift desc, id desc
    `,
  )
}

interface HotRow extends ListedRow {
  heat: number
  attention: Attentions
}

/** Counts `all` and reads `shown` at the same moment. */
async function readHot(
  db: Database,
  all: RawBuilder<unknown>,
  shown: RawBuilder<unknown>,
): Promise<HotPage> {
  const { rows } = await sql<{ total: number; papers: HotRow[] | null }>`
    select
      (select count(*) from (${all}) as counted) as total,
      (select json_agg(shown) from (${shown}) as shown) as papers
  `.execute(db)
  const { total, papers } = rows[0]!
  return {
    papers: (papers ?? []).map((row) => ({
      ...listed(row),
      heat: row.heat,
      attention: row.attention,
    })),
    total,
  }
}
