import type { Handler } from 'hono'
import type { Suggestion } from '../search/search.ts'
import type { Api } from './api.ts'
import { FROM_INDEX } from './search-papers.ts'

const SUGGESTIONS = 8 // a list that fits on a telephone above its keyboard

const KINDS = { title: 'paper', name: 'paper', author: 'author', topic: 'topic' }

/**
 * GET /suggest?q=: what the beginning of a query may become, as browsers and the search box read it
 * (OpenSearch Suggestions 1.1): the query, the completions, what each is, and where it leads.
 */
export function suggest({ search, paths }: Api): Handler {
  const addressOf = ({ kind, text, id }: Suggestion) => {
    if (id !== null) return paths.paper(id)
    return paths.search(`${kind}:"${text.replaceAll('"', '')}"`)
  }
  return async (c) => {
    const query = c.req.query('q') ?? ''
    const found = await search.suggest(query, SUGGESTIONS)
    c.header('cache-control', FROM_INDEX)
    return c.json([
      query,
      found.map(({ text }) => text),
      found.map(({ kind }) => KINDS[kind]),
      found.map(addressOf),
    ])
  }
}
