import type { Handler } from 'hono'
import { refuse } from './api.ts'

const ARXIV_ID = /^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})(v\d+)?$/

/** GET /arxiv/{id}/repos: what is built on a paper. Nothing of it is kept here, but clients look for the lists. */
export function reposOfPaper(): Handler<object, '/arxiv/:id{.+}'> {
  return (c) => {
    const name = c.req.param('id')
    if (!name.endsWith('/repos') || !ARXIV_ID.test(name.slice(0, -'/repos'.length)))
      return refuse(c, 404, 'Paper not found')
    return c.json({ models: [], datasets: [], spaces: [] })
  }
}
