import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { halfLives, type HeatRule } from '../heat/heat.ts'
import { addDays, dayOf } from '../lib/days.ts'
import { keptFor } from '../lib/kept.ts'
import { readHeatRule } from '../papers/attention-store.ts'

/** How much attention papers of a topic usually get. */
export interface Topic {
  name: string
  papers: number // of the week
  level: number // the heat that is worth what they are worth on average
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

/** The topics of the last seven days, those with most papers first. Reads every paper of these days. */
async function recentTopics(db: Database, rule: HeatRule, now: Date): Promise<Topic[]> {
  const today = dayOf(now)
  const { rows } = await sql<{ name: string; papers: number; usual: number }>`
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
  const then = halfLives(now, rule.halfLifeHours)
  return rows.map(({ name, papers, usual }) => ({ name, papers, level: then + Math.log2(usual) }))
}

/** By what the hottest papers are judged. */
export interface Usual {
  rule: HeatRule
  topics: Topic[]
}

const READ_FOR_MS = 60_000 // an average over a week moves slowly; reading that week costs more than a page

/** Reads what is usual, once a minute however often it is asked for. */
export function usualReader(db: Database, now: () => Date): () => Promise<Usual> {
  return keptFor(READ_FOR_MS, now, async (at) => {
    const { rule } = await readHeatRule(db)
    return { rule, topics: await recentTopics(db, rule, at) }
  })
}

/** How far the list across topics goes. */
export const ACROSS_MAX = 200

/**
 * The ids of the papers that are hottest for their topic, the first first: each counts by how often it has what is usual
 * in its own, so a large field does not drown a small one. Made once a minute, however often it is asked for: any paper of
 * any topic may be among them.
 */
export function acrossReader(
  db: Database,
  now: () => Date,
  usual: () => Promise<Usual>,
): () => Promise<string[]> {
  return keptFor(READ_FOR_MS, now, async (at) => hottestAcross(db, (await usual()).topics, at))
}

/** Only topics that are given take part. Reads as many papers of each as the list has places. */
async function hottestAcross(db: Database, topics: Topic[], now: Date): Promise<string[]> {
  const names = topics.map(({ name }) => name)
  const levels = topics.map(({ level }) => level)
  const { rows } = await sql<{ id: string }>`
    select hot.id from unnest(${names}::text[], ${levels}::float8[]) as topic (name, level)
    cross join lateral (
      select id, heat - topic.level as lift from papers
      where categories[1] = topic.name and heat is not null and (day is null or day <= ${dayOf(now)})
      order by heat desc, id desc
      limit ${ACROSS_MAX}
    ) as hot
    order by lift desc, hot.id desc
    limit ${ACROSS_MAX}
  `.execute(db)
  return rows.map(({ id }) => id)
}
