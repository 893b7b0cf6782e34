import { answer, type Sources } from '../../src/search/answer/answer.ts'
import { TUNING } from '../../src/search/answer/tuning.ts'
import { collectionOf, wholePart } from '../../src/search/collection/collection.ts'
import { mergeParts } from '../../src/search/collection/merge.ts'
import type { SearchDocument } from '../../src/search/document.ts'
import type { Model } from '../../src/search/meaning/model.ts'
import { SCORING, type Scoring } from '../../src/search/scoring/bm25f.ts'
import type { SearchOptions } from '../../src/search/search.ts'
import { measuredAverages } from '../../src/search/segment/averages.ts'
import { buildSegment } from '../../src/search/segment/build.ts'
import { vectorReader } from '../../src/search/structures/vectors.ts'
import type { Engine } from './engine.ts'

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

const AT_ONCE = 16_384 // papers built into one segment, as the service does

/** All of it in one segment, searched in this thread without a time limit. */
export function sourcesOf(
  documents: SearchDocument[],
  model: Model | null,
  scoring: Scoring = SCORING,
): Sources {
  const recipe = { averages: measuredAverages(documents), scoring, model }
  const parts = []
  for (let start = 0; start < documents.length; start += AT_ONCE) {
    parts.push(wholePart(buildSegment(documents.slice(start, start + AT_ONCE), recipe)))
  }
  const segment = parts.length === 1 ? parts[0]!.segment : mergeParts(parts)!
  return {
    collection: collectionOf([wholePart(segment)]),
    readers: [segment.vectors && vectorReader(segment.vectors)],
    model,
    timeLimit: Infinity,
  }
}

const PAGE = 100 // the most hits one answer has

/** A view of sources that others have built, as an engine. */
export function ours(
  name: string,
  sources: () => Sources,
  options: SearchOptions,
  tuning = TUNING,
): Engine {
  return {
    name,
    build: async () => undefined,
    async search(text, limit) {
      const ids: string[] = []
      for (let offset = 0; offset < limit; offset += PAGE) {
        const { hits } = answer(
          sources(),
          text,
          { ...options, offset, limit: Math.min(PAGE, limit - offset) },
          () => performance.now(),
          tuning,
        )
        ids.push(...hits.map(({ id }) => id))
        if (hits.length < PAGE) break
      }
      return ids
    },
    close: async () => undefined,
  }
}
