import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Attentions } from '../heat/heat.ts'
import { dayOf } from '../lib/days.ts'
import {
  LISTED,
  listed,
  WITH_READING,
  type ListedPaper,
  type ListedRow,
} from '../papers/list-store.ts'

/** A paper with what made it hot. */
export interface HotPaper extends ListedPaper {
  heat: number
  attention: Attentions
}

/** One page of the hottest papers, and how many the whole list has, as far as the page that follows this one. */
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
  const { from, to, seen } = stretch(number, size, TRENDING_MAX)
  const hottest = sql`
    select id as hot_id, heat as rank from papers
    where heat is not null and (day is null or day <= ${dayOf(now)})
    ${topic === null ? sql`` : sql`and categories[1] = ${topic}`}
    order by heat desc, id desc
    limit ${seen}
  `
  return readHot(db, hottest, { from, to })
}

/** A part of a list, by places from 0, and how far it is looked at to know whether there is more. */
interface Stretch {
  from: number
  to: number
  seen: number
}

function stretch(number: number, size: number, most: number): Stretch {
  const upTo = (page: number) => Math.min(most, page * size)
  return { from: upTo(number - 1), to: upTo(number), seen: upTo(number + 1) }
}

/** One page of the papers with these ids, in their order. */
export function listHot(
  db: Database,
  ids: string[],
  { number, size }: Pick<TrendingOptions, 'number' | 'size'>,
): Promise<HotPage> {
  const hottest = sql`
    select id as hot_id, -place as rank from unnest(${ids}::text[]) with ordinality as given (id, place)
  `
  return readHot(db, hottest, stretch(number, size, ids.length))
}

interface HotRow extends ListedRow {
  heat: number
  attention: Attentions
}

/** `hottest` selects ids and ranks, the first first. Only what is shown of them is read. */
async function readHot(
  db: Database,
  hottest: RawBuilder<unknown>,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): Promise<HotPage> {
  const { rows } = await sql<{ total: number; papers: HotRow[] | null }>`
    with hottest as materialized (${hottest})
    select
      (select count(*) from hottest) as total,
      (select json_agg(shown) from (
        select ${LISTED}, heat, attention
        from (select * from hottest order by rank desc, hot_id desc limit ${to - from} offset ${from}) as page
        join papers on id = hot_id ${WITH_READING}
        order by rank desc, hot_id desc
      ) as shown) as papers
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
