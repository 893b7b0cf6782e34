import type { Context, Handler } from 'hono'
import { parsePaperId } from '../papers/ids.ts'
import type { Paper } from '../papers/paper.ts'
import { findCurrentId, findPaper } from '../papers/store.ts'
import { refuse, type Api } from './api.ts'
import { paperJson } from './paper-json.ts'
import { FROM_INDEX, hitsJson } from './search-papers.ts'

const SIMILAR = '/similar'
const SIMILAR_MAX = 20

/** GET /papers/{id} and /papers/{id}/similar. An id may hold slashes, and versions and former ids are understood. */
export function paperById(api: Api): Handler<object, '/papers/:id{.+}'> {
  return async (c) => {
    const name = c.req.param('id')
    const found = await paperNamed(api, name)
    if (found) return c.json(wholePaper(found))
    const like = name.endsWith(SIMILAR)
      ? await paperNamed(api, name.slice(0, -SIMILAR.length))
      : null
    return like ? similar(api, c, like) : refuse(c, 404, 'Paper not found')
  }
}

async function paperNamed({ db }: Api, name: string): Promise<Paper | null> {
  const paper = await findPaper(db, name)
  if (paper) return paper
  const current = await findCurrentId(db, parsePaperId(name) ?? name)
  return current === null ? null : findPaper(db, current)
}

/** Models, datasets and spaces are nothing we keep, but clients look for the lists. */
function wholePaper(paper: Paper) {
  return {
    ...paperJson(paper),
    linkedModels: [],
    numTotalModels: 0,
    linkedDatasets: [],
    numTotalDatasets: 0,
    linkedSpaces: [],
    numTotalSpaces: 0,
  }
}

async function similar(api: Api, c: Context, { id }: Paper): Promise<Response> {
  c.header('cache-control', FROM_INDEX)
  return c.json(await hitsJson(api, await api.search.similar(id, SIMILAR_MAX)))
}
