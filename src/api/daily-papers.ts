import type { Context, Handler } from 'hono'
import { dayOf, parseDay, parseMonth, parseWeek, type Days } from '../lib/days.ts'
import { idsOfEditions, idsOfNewestEditions } from '../papers/id-store.ts'
import { listByIds } from '../papers/list-store.ts'
import { listTrending } from '../trending/list-store.ts'
import type { Api } from './api.ts'
import { askedLimit, askedPage, BadQuestion, linkNext } from './asked.ts'
import { dailyJson } from './daily-json.ts'
import { FROM_INDEX } from './search-papers.ts'

const SORTS = new Set(['publishedAt', 'trending'])
const DEEPEST = 10_000 // papers: lists without a day are read from their beginning, and nobody pages further

/**
 * GET /daily_papers?p=&limit=&date=&week=&month=&submitter=&sort=: the papers of a day (week, month) with most votes first;
 * without any, of all editions, the newest first. `sort=trending` gives the hottest ones whenever they came.
 * An empty day, and a page past the end, are empty lists. Nobody submits papers here, so a submitter has none.
 */
export function dailyPapers(api: Api): Handler {
  return async (c) => {
    c.header('cache-control', FROM_INDEX)
    const [limit, page] = [askedLimit(c), askedPage(c)]
    const sort = c.req.query('sort') ?? 'publishedAt'
    if (!SORTS.has(sort)) throw new BadQuestion('sort: Invalid option: expected one of "publishedAt"|"trending"') // prettier-ignore
    const days = askedDays(c, dayOf(api.now()))

    const { ids, isMore } = await idsOnPage(api, c, { sort, days, page, limit })
    if (isMore) {
      const { date, week, month, sort: asked } = c.req.query()
      const period = sort === 'trending' ? {} : { date, week, month }
      linkNext(c, `${api.paths.api}/daily_papers`, { ...period, p: page + 1, limit, sort: asked })
    }
    const papers = await listByIds(api.db, ids)
    return c.json(papers.map((paper) => dailyJson(api, paper)))
  }
}

/** Null for all. Throws BadQuestion. */
function askedDays(c: Context, today: string): Days | null {
  const { date, week, month } = c.req.query()
  if (date !== undefined) return dayAsked(date, today)
  if (week !== undefined) return parseWeek(week) ?? refuse('week', 'YYYY-Www')
  return month === undefined ? null : (parseMonth(month) ?? refuse('month', 'YYYY-MM'))
}

/** A moment counts as its day, as older clients send it. */
function dayAsked(text: string, today: string): Days {
  const day = parseDay(text.replace(/T\d\d:\d\d.*$/, '')) ?? refuse('date', 'YYYY-MM-DD')
  if (day > today) throw new BadQuestion(`date must be <= ${today}`)
  return { from: day, to: day }
}

function refuse(name: string, form: string): never {
  throw new BadQuestion(`${name}: Invalid input: expected ${form}`)
}

interface Asked {
  sort: string
  days: Days | null
  page: number // from 0
  limit: number
}

async function idsOnPage(
  { db, now }: Api,
  c: Context,
  { sort, days, page, limit }: Asked,
): Promise<{ ids: string[]; isMore: boolean }> {
  if (page * limit >= DEEPEST) return NOTHING
  if (sort === 'trending') {
    const hot = await listTrending(db, { now: now(), number: page + 1, size: limit })
    return { ids: hot.papers.map(({ id }) => id), isMore: (page + 1) * limit < hot.total }
  }
  if (c.req.query('submitter') !== undefined) return NOTHING
  const range = { offset: page * limit, limit: limit + 1 } // one more tells whether there is more
  const ids = days
    ? await idsOfEditions(db, days, range)
    : await idsOfNewestEditions(db, dayOf(now()), range)
  return { ids: ids.slice(0, limit), isMore: ids.length > limit }
}

const NOTHING = { ids: [], isMore: false }
