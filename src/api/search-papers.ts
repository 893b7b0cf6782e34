import type { Handler } from 'hono'
import { listByIds } from '../papers/list-store.ts'
import type { Hit } from '../search/search.ts'
import { refuse, type Api } from './api.ts'
import { hitJson } from './hit-json.ts'

const QUERY_LENGTH_MAX = 250 // by the contract
const LIMIT_MAX = 120 // by the contract, where it is also what one gets without asking
const HITS_AT_ONCE = 100 // the most that the index gives

/** Not for shared caches: the index takes in papers later than the pages are dropped. */
export const FROM_INDEX = 'private, no-cache'

/** GET /papers/search?q=&limit=: the best papers as an array, best first. */
export function searchPapers(api: Api): Handler {
  return async (c) => {
    c.header('cache-control', FROM_INDEX)
    const query = c.req.query('q') ?? ''
    const limit = Number(c.req.query('limit') ?? LIMIT_MAX)
    if (query.trim() === '') return refuse(c, 400, 'q: expected a query')
    if (query.length > QUERY_LENGTH_MAX)
      return refuse(c, 400, `q: Too big: expected string to have <=${QUERY_LENGTH_MAX} characters`)
    if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
      return refuse(c, 400, `limit: expected a number from 1 to ${LIMIT_MAX}`)

    return c.json(await hitsJson(api, await bestHits(api, query, limit)))
  }
}

async function bestHits({ search }: Api, query: string, limit: number): Promise<Hit[]> {
  const hits: Hit[] = []
  while (hits.length < limit) {
    const wanted = Math.min(HITS_AT_ONCE, limit - hits.length)
    const more = await search.search(query, { limit: wanted, offset: hits.length })
    hits.push(...more.hits)
    if (more.hits.length < wanted) break
  }
  return hits
}

/** Papers that have been deleted since they were indexed are left out. */
export async function hitsJson(api: Api, hits: Hit[]) {
  const papers = await listByIds(api.db, hits.map(({ id }) => id)) // prettier-ignore
  const hitOf = new Map(hits.map((hit) => [hit.id, hit]))
  return papers.map((paper) => hitJson(api, paper, hitOf.get(paper.id)!))
}
