import type { Handler } from 'hono'
import { placesAfter, type Place } from '../papers/id-store.ts'
import { listByIds } from '../papers/list-store.ts'
import type { Api } from './api.ts'
import { askedLimit, BadQuestion, linkNext } from './asked.ts'
import { thumbnail } from './daily-json.ts'
import { paperJson } from './paper-json.ts'
import { FROM_INDEX } from './search-papers.ts'

/** GET /papers?cursor=&limit=: all papers, newest first, those without a date last. The Link header holds the next cursor. */
export function allPapers(api: Api): Handler {
  return async (c) => {
    c.header('cache-control', FROM_INDEX)
    const limit = askedLimit(c)
    const cursor = c.req.query('cursor')
    const places = await placesAfter(
      api.db,
      cursor === undefined ? null : placeIn(cursor),
      limit + 1,
    )
    const shown = places.slice(0, limit)
    if (places.length > limit)
      linkNext(c, `${api.paths.api}/papers`, { cursor: cursorOf(shown.at(-1)!), limit })

    const papers = await listByIds(api.db, shown.map(({ id }) => id)) // prettier-ignore
    return c.json(papers.map((paper) => ({ ...paperJson(paper), thumbnailUrl: thumbnail(api) })))
  }
}

/** For clients that hand it back as it is. */
function cursorOf({ id, at }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** Throws BadQuestion for what no answer of ours had. */
function placeIn(cursor: string): Place {
  const place = placeOf(Buffer.from(cursor, 'base64url').toString())
  if (place === null) throw new BadQuestion('cursor: Invalid cursor')
  return place
}

const ID_LENGTH_MAX = 2000

function placeOf(text: string): Place | null {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(read) || read.length !== 2) return null
  const [at, id] = read as unknown[]
  if (typeof id !== 'string' || id.length > ID_LENGTH_MAX || /\0/.test(id) || !id.isWellFormed())
    return null
  if (at === null) return { at, id }
  return typeof at === 'string' &&
    /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(at) &&
    !Number.isNaN(Date.parse(at))
    ? { at, id }
    : null
}
