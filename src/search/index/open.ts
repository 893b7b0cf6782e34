import { existsSync } from 'node:fs'
import { makeFolder } from '../../lib/folder.ts'
import { TIME_LIMIT } from '../answer/answer.ts'
import { collectionOf, type Part } from '../collection/collection.ts'
import { DamagedFileError } from '../files/sections.ts'
import { readModel } from '../meaning/model-file.ts'
import { staticModel } from '../meaning/model.ts'
import type { MeaningModel, OutsideModel, StaticModel } from '../models/meaning-model.ts'
import { parseQuery } from '../query/parse.ts'
import { SCORING, type Averages } from '../scoring/bm25f.ts'
import type { Search, SearchOptions } from '../search.ts'
import { SEGMENT_VERSION } from '../segment/segment-file.ts'
import { bytesOf } from '../segment/share.ts'
import { ownHand, threadHand, type Hand } from '../threads/crew.ts'
import type { ModelInUse, QueryVector } from '../threads/tasks.ts'
import { embedding } from './embedding.ts'
import {
  firstFreeKey,
  folderBytes,
  modelPath,
  readManifest,
  readParts,
  type FormerModel,
} from './manifest.ts'
import { show, type State } from './state.ts'
import { writer } from './writer.ts'

export interface IndexOptions {
  folder: string | null // where it is kept; null for memory alone
  modelPath: string | null // of word vectors; null to search by words alone, unless there is an `outside` model
  outside?: OutsideModel | null // goes before `modelPath`
  /** Opens again, by its spec, the outside model that the index was made with; null when that cannot be. */
  reopen?: (spec: string) => Promise<OutsideModel | null>
  timeLimit?: number // milliseconds a query gets; Infinity where answers must not depend on how busy the machine is
  threads: number // that answer queries, besides two that build and merge; 0 does everything in this thread
  /** Hears of what goes wrong beside the queries: threads that die, models that do not answer. */
  failed?: (error: unknown) => void
  /** Hears when a model has taken over, or papers have got vectors: answers may differ now. */
  renewed?: () => void
}

/** What only this implementation can do. */
export interface LocalSearch extends Search {
  save(): Promise<void>
  /** Makes one segment of all: the fastest to search, worth its time after everything was built anew. */
  compact(): Promise<void>
  /** Goes over to word vectors: papers get new vectors beside the queries, and the old ones serve until all have. */
  useModel(path: string): Promise<void>
  /** Resolves when every paper has a vector of the model. */
  embedded(): Promise<void>
}

const MOST_THREADS = 8 // as many desks as `vectorReader` has

/** The rules that segments are made by. Change it with the analyser, and indexes are built anew. */
const ANALYSIS_VERSION = 2

/**
 * Opens the index in a folder. A damaged one, or one made by other rules, is left out and said so in `status().damage`: it
 * then begins empty with `savedChange` 0, and whoever feeds it starts over. One made with another model serves on with that,
 * while its papers get vectors of the new one.
 */
export async function openIndex(options: IndexOptions): Promise<LocalSearch> {
  const { folder, modelPath: path, outside = null, threads, failed = () => {} } = options
  const made = JSON.stringify([SEGMENT_VERSION, ANALYSIS_VERSION, SCORING])
  const { former, damage, change, ...opened } = folder === null ? EMPTY : openFolder(folder, made)
  const wanted = outside ?? (path === null ? null : wordVectorsIn(path))
  const serving = await modelToServe(former, wanted, options)
  const progress = { applied: change, saved: change, isSaved: true, unsaved: 0 }
  const state: State = { ...opened, ...progress, model: serving, wanted }

  const { answering, building, merging } = crew(threads, options, failed)
  const publish = async (parts: Part[], model: ModelInUse | null) => {
    await Promise.all(answering.map((hand) => hand.run('use', { parts, model })))
  }
  const setting = { folder, made, building, merging, publish }
  const index = writer(state, setting)
  const job = embedding(state, setting, index.inTurn, options)
  let isClosing = false
  // Threads take up what they are asked after it. One that is sent home before has not failed.
  show(state, setting, state.parts).catch((error: Error) => {
    if (!isClosing) failed(error)
  })
  job.wake()

  return {
    search: async (typed, asked = {}) => {
      const vector = await vectorOf(state, typed, asked)
      return leastBusy(answering).run('answer', { typed, options: asked, vector })
    },
    similar: (id, limit) => leastBusy(answering).run('similar', { id, limit }),
    suggest: (prefix, limit = 10) => leastBusy(answering).run('suggest', { prefix, limit }),
    async apply(changes) {
      await index.apply(changes)
      job.wake()
    },
    save: index.save,
    compact: index.compact,
    async useModel(newPath) {
      const next = wordVectorsIn(newPath)
      if (next.name === state.wanted?.name) return
      state.wanted = next
      state.model ??= next
      job.wake()
    },
    embedded: job.idle,
    status: async () => ({ ...statusOf(state, folder), embedding: job.progress(), damage }),
    async close() {
      isClosing = true
      await job.stop()
      await index.save()
      await Promise.all([...new Set([...answering, building, merging])].map((hand) => hand.close()))
      for (const each of new Set([state.model, state.wanted]))
        if (each?.kind === 'outside') await each.close()
    },
  }
}

function statusOf({ parts, applied, saved, model, wanted }: State, folder: string | null) {
  return {
    papers: collectionOf(parts).papers,
    segments: parts.length,
    bytes: parts.reduce(
      (sum, { segment, alive }) => sum + bytesOf(segment) + (alive?.byteLength ?? 0),
      0,
    ),
    diskBytes: folder === null ? 0 : folderBytes(folder),
    appliedChange: applied,
    savedChange: saved,
    model: model?.name ?? null,
    modelProblem: wanted?.kind === 'outside' ? wanted.problem() : null,
  }
}

function crew(
  threads: number,
  { timeLimit = TIME_LIMIT }: IndexOptions,
  died: (error: Error) => void,
) {
  const equipment = { timeLimit }
  const count = Math.min(threads, MOST_THREADS)
  if (count === 0) {
    const alone = ownHand(equipment)
    return { answering: [alone], building: alone, merging: alone }
  }
  return {
    answering: Array.from({ length: count }, (_, desk) => threadHand({ equipment, desk, died })),
    building: threadHand({ equipment, desk: 0, died, waits: true }),
    merging: threadHand({ equipment, desk: 0, died, waits: true }),
  }
}

function wordVectorsIn(path: string): StaticModel {
  const { name, dimensions } = staticModel(readModel(path))
  return { kind: 'static', name, dimensions, path }
}

/** The model that the index was made with while it can be had, so that its vectors serve; else the wanted one. */
async function modelToServe(
  former: FormerModel | null,
  wanted: MeaningModel | null,
  { folder, reopen }: IndexOptions,
): Promise<MeaningModel | null> {
  if (folder === null || former === null || wanted === null || former.name === wanted.name)
    return wanted
  if (former.spec === null) {
    const own = modelPath(folder, former.name)
    return existsSync(own) ? wordVectorsIn(own) : wanted
  }
  const opened = (await reopen?.(former.spec)) ?? null
  return opened?.name === former.name ? opened : wanted
}

/** What a query means to a model outside; word vectors are at hand where the query is answered. */
async function vectorOf(
  { model }: State,
  typed: string,
  { mode }: SearchOptions,
): Promise<QueryVector | undefined> {
  if (model?.kind !== 'outside' || mode === 'words') return undefined
  const { text } = parseQuery(typed)
  const vector = text.trim() === '' ? null : await model.embedQuery(text)
  return vector === null ? undefined : { model: model.name, vector }
}

interface Opened {
  parts: Part[]
  averages: Averages | null // null until the first papers tell
  change: number
  nextKey: number
  former: FormerModel | null // whose vectors the parts have
  damage: string[]
}

const EMPTY: Opened = {
  parts: [],
  averages: null,
  change: 0,
  nextKey: 1,
  former: null,
  damage: [],
}

function openFolder(folder: string, made: string): Opened {
  makeFolder(folder)
  try {
    const manifest = readManifest(folder)
    if (manifest === null) return EMPTY
    const fresh = { ...EMPTY, nextKey: manifest.nextKey }
    if (manifest.made !== made) return { ...fresh, damage: [`${folder} was made by other rules`] }
    const { averages, change, nextKey, model: former } = manifest
    return { averages, change, nextKey, former, parts: readParts(folder, manifest), damage: [] }
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error
    return { ...EMPTY, nextKey: firstFreeKey(folder), damage: [error.message] }
  }
}

function leastBusy(hands: Hand[]): Hand {
  return hands.reduce((best, hand) => (hand.waiting() < best.waiting() ? hand : best))
}
