import { answer, type Sources } from '../../src/search/answer/answer.ts'
import { collectionOf, wholePart } from '../../src/search/collection/collection.ts'
import type { SearchDocument } from '../../src/search/document.ts'
import type { Model } from '../../src/search/meaning/model.ts'
import { SCORING } from '../../src/search/scoring/bm25f.ts'
import { measuredAverages } from '../../src/search/segment/averages.ts'
import { buildSegment } from '../../src/search/segment/build.ts'
import { vectorReader } from '../../src/search/structures/vectors.ts'

export function asDocument(paper: { id: string; title: string; abstract: string }): SearchDocument {
  return {
    ...paper,
    authors: [],
    categories: [],
    date: null,
    year: null,
    venue: null,
    source: 'bench',
    has: { code: false, data: false, model: false, math: false },
    systems: [],
    topics: [],
    votes: 0,
  }
}

/** All of it in one segment, searched in this thread. */
export function sourcesOf(documents: SearchDocument[], model: Model | null): Sources {
  const recipe = { averages: measuredAverages(documents), scoring: SCORING, model }
  const segment = buildSegment(documents, recipe)
  return {
    collection: collectionOf([wholePart(segment)]),
    readers: [segment.vectors && vectorReader(segment.vectors)],
    model,
    timeLimit: Infinity,
  }
}

export function idsFound(sources: Sources, text: string, mode: 'search' | 'words' | 'meaning', limit: number): string[] {
  return answer(sources, text, { mode, limit }, () => 0).hits.map(({ id }) => id)
}
