import { answer, type Sources } from '../answer/answer.ts'
import { similarTo } from '../answer/similar.ts'
import { collectionOf, type Part } from '../collection/collection.ts'
import { mergeParts } from '../collection/merge.ts'
import { withoutDocuments } from '../collection/remove.ts'
import type { SearchDocument } from '../document.ts'
import { readModel } from '../meaning/model-file.ts'
import { staticModel, type Model } from '../meaning/model.ts'
import type { PaperText } from '../models/meaning-model.ts'
import { SCORING, type Averages } from '../scoring/bm25f.ts'
import type { Hit, Result, SearchOptions } from '../search.ts'
import { buildSegment } from '../segment/build.ts'
import { writeSegment, storedInFile } from '../segment/segment-file.ts'
import type { Segment } from '../segment/segment.ts'
import { shareSegment } from '../segment/share.ts'
import { meaningText } from '../segment/field-text.ts'
import { closeStoresExcept, readStored, type StoredDocuments } from '../segment/stored.ts'
import { workAt } from '../structures/postings-desk.ts'
import { rehearsal } from './rehearsal.ts'
import { vectorReader, writeRows, type VectorReader, type Vectors } from '../structures/vectors.ts'
import { suggest, type Suggestion } from '../suggest/suggest.ts'

/** What a thread can be asked to do, and what it answers. */
export interface Tasks {
  use: { ask: { parts: Part[]; model: ModelInUse | null }; reply: null }
  answer: { ask: { typed: string; options: SearchOptions; vector?: QueryVector }; reply: Result }
  similar: { ask: { id: string; limit: number }; reply: Hit[] }
  suggest: { ask: { prefix: string; limit: number }; reply: Suggestion[] }
  build: {
    ask: { documents: SearchDocument[]; averages: Averages; path: string | null } // of word vectors
    reply: Segment
  }
  embed: {
    ask: { stored: StoredDocuments; rows: number[]; path: string; vectors: Vectors } // filled in place
    reply: null
  }
  texts: { ask: { stored: StoredDocuments; rows: number[] }; reply: PaperText[] }
  merge: { ask: { parts: Part[] }; reply: Segment | null }
  remove: { ask: { part: Part; documents: number[] }; reply: Part }
  write: { ask: { path: string; segment: Segment }; reply: Segment }
}

export type TaskName = keyof Tasks

/** What every worker is given. */
export interface Equipment {
  timeLimit: number // milliseconds for a query
}

/** The model whose vectors are searched. */
export interface ModelInUse {
  name: string
  dimensions: number
  path: string | null // of word vectors; null for a model outside, whose vectors come along with the query
}

/** What a query means to a model outside. */
export interface QueryVector {
  model: string
  vector: Float32Array
}

function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** One worker's knowledge: the model, and the parts it searches. `desk` tells workers apart; see `vectorReader` and `workAt`. */
export function worker({ timeLimit }: Equipment, desk: number) {
  workAt(desk)
  const wordVectors = rememberLast((path: string) => staticModel(readModel(path)))
  let inUse: ModelInUse | null = null
  const limits = { timeLimit, worked }
  let sources: Sources = { collection: collectionOf([]), readers: [], model: null, ...limits }
  let readers = new Map<number, VectorReader>()

  /** Keeps what it has of segments it knows, so that remembered filters stay. */
  function use(parts: Part[], next: ModelInUse | null) {
    if (inUse?.name !== next?.name) readers.clear()
    inUse = next
    const model = next === null || next.path === null ? null : wordVectors(next.path)
    const known = new Map(sources.collection.parts.map(({ key, segment }) => [key, segment]))
    const nextParts = parts.map((part) => {
      const segment = known.get(part.key)
      const isSame = segment && segment.stored.file?.path === part.segment.stored.file?.path
      return isSame ? { ...part, segment } : part
    })
    closeStoresExcept(new Set(nextParts.map(({ segment }) => segment.stored.file?.path ?? '')))
    const nextReaders = new Map<number, VectorReader>()
    for (const { key, segment } of nextParts) {
      const { vectors } = segment
      const isComparable = vectors !== null && vectors.model === next?.name
      const reader = readers.get(key) ?? (isComparable ? vectorReader(vectors, desk) : null)
      if (reader) nextReaders.set(key, reader)
    }
    readers = nextReaders
    sources = {
      collection: collectionOf(nextParts),
      readers: nextParts.map(({ key }) => readers.get(key) ?? null),
      model,
      ...limits,
    }
    return null
  }

  /** With a model that knows this one query, if it is the one whose vectors are searched; else words decide. */
  function sourcesWith(given: QueryVector | undefined): Sources {
    if (!given || given.model !== inUse?.name) return sources
    const { model: name, vector } = given
    const model = { name, dimensions: vector.length, isCentred: false, embed: () => vector }
    return { ...sources, model }
  }

  const tasks: { [Name in TaskName]: (ask: Tasks[Name]['ask']) => Tasks[Name]['reply'] } = {
    use: ({ parts, model }) => use(parts, model),
    answer: ({ typed, options, vector }) =>
      answer(sourcesWith(vector), typed, options, () => performance.now()),
    similar: ({ id, limit }) => similarTo(sources, id, limit),
    suggest: ({ prefix, limit }) => suggest(sources.collection, prefix, limit),
    ...chores(wordVectors),
  }
  return {
    /** See `rehearsal`. */
    rehearsal: () => rehearsal(sources, () => performance.now()),
    run<Name extends TaskName>(name: Name, ask: Tasks[Name]['ask']): Tasks[Name]['reply'] {
      return tasks[name](ask)
    },
  }
}

type WordVectors = (path: string) => Model

type Chore = Exclude<TaskName, 'use' | 'answer' | 'similar' | 'suggest'>

/** What is asked of whoever has the time: nothing of it needs to know what is searched. */
function chores(wordVectors: WordVectors): {
  [Name in Chore]: (ask: Tasks[Name]['ask']) => Tasks[Name]['reply']
} {
  return {
    build: ({ documents, averages, path }) => {
      const model = path === null ? null : wordVectors(path)
      return shareSegment(buildSegment(documents, { averages, scoring: SCORING, model }))
    },
    embed: ({ stored, rows, path, vectors }) => {
      const model = wordVectors(path)
      const texts = rows.map((row) => meaningText(readStored(stored, row).texts))
      writeRows(vectors, rows, texts.map((text) => model.embed(text))) // prettier-ignore
      return null
    },
    texts: ({ stored, rows }) =>
      rows.map((row) => {
        const { id, texts } = readStored(stored, row)
        return { id, text: meaningText(texts) }
      }),
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
}

/** The same answer while the question is the same: a model is read once, and the last one is let go of. */
function rememberLast<Answer>(ask: (question: string) => Answer): (question: string) => Answer {
  let last: { question: string; answer: Answer } | null = null
  return (question) => {
    if (last?.question !== question) last = { question, answer: ask(question) }
    return last.answer
  }
}
