import { answer, type Sources } from '../answer/answer.ts'
import { similarTo } from '../answer/similar.ts'
import { collectionOf, type Part } from '../collection/collection.ts'
import { mergeParts } from '../collection/merge.ts'
import { withoutDocuments } from '../collection/remove.ts'
import type { SearchDocument } from '../document.ts'
import { readModel } from '../meaning/model-file.ts'
import { staticModel, type Model } from '../meaning/model.ts'
import { SCORING, type Averages } from '../scoring/bm25f.ts'
import type { Hit, Result, SearchOptions } from '../search.ts'
import { buildSegment } from '../segment/build.ts'
import { writeSegment, storedInFile } from '../segment/segment-file.ts'
import type { Segment } from '../segment/segment.ts'
import { shareSegment } from '../segment/share.ts'
import { closeStoresExcept } from '../segment/stored.ts'
import { vectorReader, type VectorReader } from '../structures/vectors.ts'
import { suggest, type Suggestion } from '../suggest/suggest.ts'

/** What a thread can be asked to do, and what it answers. */
export interface Tasks {
  use: { ask: { parts: Part[] }; reply: null }
  answer: { ask: { typed: string; options: SearchOptions }; reply: Result }
  similar: { ask: { id: string; limit: number }; reply: Hit[] }
  suggest: { ask: { prefix: string; limit: number }; reply: Suggestion[] }
  build: { ask: { documents: SearchDocument[]; averages: Averages }; reply: Segment }
  merge: { ask: { parts: Part[] }; reply: Segment | null }
  remove: { ask: { part: Part; documents: number[] }; reply: Part }
  write: { ask: { path: string; segment: Segment }; reply: Segment }
}

export type TaskName = keyof Tasks

/** What every worker is given. */
export interface Equipment {
  modelPath: string | null
  timeLimit: number // milliseconds for a query
}

/** One worker's knowledge: the model, and the parts it searches. `desk` tells workers apart; see `vectorReader`. */
export function worker({ modelPath, timeLimit }: Equipment, desk: number) {
  const model: Model | null = modelPath === null ? null : staticModel(readModel(modelPath))
  let sources: Sources = { collection: collectionOf([]), readers: [], model, timeLimit }
  let readers = new Map<number, VectorReader>()

  /** Keeps what it has of segments it knows, so that remembered filters stay. */
  function use(parts: Part[]) {
    const known = new Map(sources.collection.parts.map(({ key, segment }) => [key, segment]))
    const next = parts.map((part) => {
      const segment = known.get(part.key)
      const isSame = segment && segment.stored.file?.path === part.segment.stored.file?.path
      return isSame ? { ...part, segment } : part
    })
    closeStoresExcept(new Set(next.map(({ segment }) => segment.stored.file?.path ?? '')))
    const nextReaders = new Map<number, VectorReader>()
    for (const { key, segment } of next) {
      const reader =
        readers.get(key) ??
        (segment.vectors && model?.dimensions === segment.vectors.dimensions
          ? vectorReader(segment.vectors, desk)
          : null)
      if (reader) nextReaders.set(key, reader)
    }
    readers = nextReaders
    sources = {
      collection: collectionOf(next),
      readers: next.map(({ key }) => readers.get(key) ?? null),
      model,
      timeLimit,
    }
    return null
  }

  const tasks: { [Name in TaskName]: (ask: Tasks[Name]['ask']) => Tasks[Name]['reply'] } = {
    use: ({ parts }) => use(parts),
    answer: ({ typed, options }) => answer(sources, typed, options, () => performance.now()),
    similar: ({ id, limit }) => similarTo(sources, id, limit),
    suggest: ({ prefix, limit }) => suggest(sources.collection, prefix, limit),
    build: ({ documents, averages }) =>
      shareSegment(buildSegment(documents, { averages, scoring: SCORING, model })),
    merge: ({ parts }) => {
      const merged = mergeParts(parts)
      return merged && shareSegment(merged)
    },
    remove: ({ part, documents }) => withoutDocuments(part, documents),
    write: ({ path, segment }) => {
      writeSegment(path, segment)
      return storedInFile(path, segment)
    },
  }
  return {
    model,
    run<Name extends TaskName>(name: Name, ask: Tasks[Name]['ask']): Tasks[Name]['reply'] {
      return tasks[name](ask)
    },
  }
}
