import type { Database } from '../src/database/database.ts'
import type { SearchDocument } from '../src/search/document.ts'

/** All papers of a small database as the index takes them in, without what only reading them would tell. */
export async function documentsOf(db: Database): Promise<SearchDocument[]> {
  const papers = await db.selectFrom('papers').selectAll().execute()
  return papers.map((paper) => ({
    id: paper.id,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors,
    categories: paper.categories,
    date: paper.publishedAt?.toISOString().slice(0, 10) ?? null,
    year: paper.publishedAt?.getUTCFullYear() ?? null,
    venue: paper.venue,
    source: 'test',
    has: {
      code: paper.links?.some(({ kind }) => kind === 'code') ?? false,
      data: false,
      model: false,
      math: /\$/.test(paper.abstract),
    },
    systems: [],
    topics: [],
    votes: paper.votes,
  }))
}
