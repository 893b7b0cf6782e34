import MiniSearch from 'minisearch'
import type { Engine } from '../engine.ts'

/** MiniSearch as it comes, title counted twice. */
export function minisearch(): Engine {
  const index = new MiniSearch({
    fields: ['title', 'abstract'],
    searchOptions: { boost: { title: 2 } },
  })
  return {
    name: 'MiniSearch',
    build: async (papers) => index.addAll(papers),
    search: async (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => id as string),
    close: async () => undefined,
  }
}
