import { create, insertMultiple, search } from '@orama/orama'
import type { Engine } from '../engine.ts'

/** Orama's full text search with its English stemmer off, as it comes; any word enough, title counted twice. */
export function orama(): Engine {
  const db = create({ schema: { id: 'string', title: 'string', abstract: 'string' } as const })
  return {
    name: 'Orama',
    async build(papers) {
      await insertMultiple(db, papers, 1000)
    },
    async search(text, limit) {
      const options = {
        term: text,
        properties: ['title', 'abstract'] as const,
        limit,
        threshold: 1,
        boost: { title: 2 },
      }
      const { hits } = await search(db, { ...options, properties: ['title', 'abstract'] })
      return hits.map(({ id }) => id)
    },
    close: async () => undefined,
  }
}
