import { mkdirSync } from 'node:fs'
import { TIME_LIMIT } from '../answer/answer.ts'
import { collectionOf, type Part } from '../collection/collection.ts'
import { DamagedFileError, FILE_VERSION } from '../files/sections.ts'
import { readModel } from '../meaning/model-file.ts'
import { staticModel } from '../meaning/model.ts'
import { SCORING, type Averages } from '../scoring/bm25f.ts'
import type { Search } from '../search.ts'
import { bytesOf } from '../segment/share.ts'
import { ownHand, threadHand, type Hand } from '../threads/crew.ts'
import { firstFreeKey, folderBytes, readManifest, readParts } from './manifest.ts'
import type { State } from './state.ts'
import { writer } from './writer.ts'

export interface IndexOptions {
  folder: string | null // where it is kept; null for memory alone
  modelPath: string | null // null to search by words alone
  timeLimit?: number // milliseconds a query gets; Infinity where answers must not depend on how busy the machine is
  threads: number // that answer queries, besides two that build and merge; 0 does everything in this thread
}

/** What only this implementation can do. */
export interface LocalSearch extends Search {
  save(): Promise<void>
  /** Makes one segment of all: the fastest to search, worth its time after everything was built anew. */
  compact(): Promise<void>
}

const MOST_THREADS = 8 // as many desks as `vectorReader` has

/** The rules that segments are made by. Change it with the analyser, and indexes are built anew. */
const ANALYSIS_VERSION = 2

/**
 * Opens the index in a folder. A damaged one, or one made by other rules, is left out and said so in `status().damage`: it
 * then begins empty with `savedChange` 0, and whoever feeds it starts over.
 */
export async function openIndex({
  folder,
  modelPath,
  threads,
  timeLimit = TIME_LIMIT,
}: IndexOptions): Promise<LocalSearch> {
  const modelName = modelPath === null ? null : staticModel(readModel(modelPath)).name
  const made = JSON.stringify([FILE_VERSION, ANALYSIS_VERSION, SCORING, modelName])
  const opened = folder === null ? EMPTY : openFolder(folder, made)

  const count = Math.min(threads, MOST_THREADS)
  const equipment = { modelPath, timeLimit }
  const alone = count === 0 ? ownHand(equipment) : null
  const answering = alone
    ? [alone]
    : Array.from({ length: count }, (_, desk) => threadHand(equipment, desk))
  const building = alone ?? threadHand(equipment, 0)
  const merging = alone ?? threadHand({ ...equipment, modelPath: null }, 0)

  const publish = async (parts: Part[]) => {
    await Promise.all(answering.map((hand) => hand.run('use', { parts })))
  }
  const { parts, averages, change, nextKey, damage } = opened
  const state: State = {
    parts,
    averages,
    nextKey,
    applied: change,
    saved: change,
    isSaved: true,
    unsaved: 0,
  }
  const index = writer(state, { folder, made, building, merging, publish })
  await publish(parts)

  return {
    search: (typed, options = {}) => leastBusy(answering).run('answer', { typed, options }),
    similar: (id, limit) => leastBusy(answering).run('similar', { id, limit }),
    suggest: (prefix, limit = 10) => leastBusy(answering).run('suggest', { prefix, limit }),
    apply: index.apply,
    save: index.save,
    compact: index.compact,
    status: async () => ({
      papers: collectionOf(state.parts).papers,
      segments: state.parts.length,
      bytes: state.parts.reduce(
        (sum, { segment, alive }) => sum + bytesOf(segment) + (alive?.byteLength ?? 0),
        0,
      ),
      diskBytes: folder === null ? 0 : folderBytes(folder),
      appliedChange: state.applied,
      savedChange: state.saved,
      model: modelName,
      damage,
    }),
    async close() {
      await index.save()
      await Promise.all([...new Set([...answering, building, merging])].map((hand) => hand.close()))
    },
  }
}

interface Opened {
  parts: Part[]
  averages: Averages | null // null until the first papers tell
  change: number
  nextKey: number
  damage: string[]
}

const EMPTY: Opened = { parts: [], averages: null, change: 0, nextKey: 1, damage: [] }

function openFolder(folder: string, made: string): Opened {
  mkdirSync(folder, { recursive: true })
  try {
    const manifest = readManifest(folder)
    if (manifest === null) return EMPTY
    const fresh = { ...EMPTY, nextKey: manifest.nextKey }
    if (manifest.made !== made)
      return { ...fresh, damage: [`${folder} was made by other rules or another model`] }
    return { ...manifest, parts: readParts(folder, manifest), damage: [] }
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error
    return { ...EMPTY, nextKey: firstFreeKey(folder), damage: [error.message] }
  }
}

function leastBusy(hands: Hand[]): Hand {
  return hands.reduce((best, hand) => (hand.waiting() < best.waiting() ? hand : best))
}
