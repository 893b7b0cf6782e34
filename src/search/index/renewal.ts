import { setImmediate as breathe } from 'node:timers/promises'
import type { Part } from '../collection/collection.ts'
import type { MeaningModel } from '../models/meaning-model.ts'
import { has } from '../structures/bitmap.ts'
import { emptyVectors, writeRows, type Vectors } from '../structures/vectors.ts'
import { save } from './save.ts'
import { show, type Setting, type State } from './state.ts'

const PAPERS_AT_ONCE = 64 // a batch that models outside are fast with, and 20 ms for word vectors

/** Vectors of the wanted model, part by part, and the moment when they are searched. */
export interface Renewal {
  /** A part that lacks them, or undefined. */
  lacking(model: MeaningModel): Part | undefined
  /** Makes them for a part. Gives up quietly when the part has been merged or another model is wanted meanwhile. */
  prepare(part: Part, model: MeaningModel): Promise<void>
  /**
   * Makes those that were prepared the ones that are searched: all at once when another model served so far, else as far
   * as they are. To be called in turn. Returns whether every part has its vectors.
   */
  takeOver(model: MeaningModel): Promise<boolean>
  isDone(): boolean
  /** Papers that have a vector of the wanted model; null when all have, or none is wanted. */
  progress(): { model: string; done: number; of: number } | null
}

export function renewal(
  state: State,
  setting: Setting,
  isStopped: () => boolean,
  renewed: () => void, // hears when a model has taken over
): Renewal {
  const made = new Map<number, Vectors>() // by key of the part, until they are searched
  let embedded = 0 // papers of the part at hand

  const isStale = (model: MeaningModel) => isStopped() || state.wanted !== model
  const hasVectors = ({ key, segment }: Part, { name }: MeaningModel) =>
    segment.vectors?.model === name || made.get(key)?.model === name

  const the: Renewal = {
    lacking(model) {
      for (const [key, vectors] of made) if (vectors.model !== model.name) made.delete(key)
      return state.parts.find((part) => !hasVectors(part, model))
    },
    async prepare(part, model) {
      const isGone = () => isStale(model) || state.parts.every(({ key }) => key !== part.key)
      const progress = (rows: number) => {
        embedded = rows
        return !isGone()
      }
      try {
        const vectors = await embedPart(setting, part, model, progress)
        if (vectors) made.set(part.key, vectors)
      } catch (error) {
        if (!isGone()) throw error // its file may have gone with it
      } finally {
        embedded = 0
      }
    },
    async takeOver(model) {
      const isWhole = state.parts.every((part) => hasVectors(part, model))
      if (isStale(model) || (!isWhole && state.model !== model)) return false
      const parts = state.parts.map((part) => withVectors(state, part, made.get(part.key), model))
      made.clear()
      const former = state.model
      if (former === model && parts.every((part, i) => part === state.parts[i])) return isWhole
      state.model = model
      state.isSaved = false
      await show(state, setting, parts)
      await save(state, setting)
      if (former !== model && former?.kind === 'outside') await former.close()
      renewed()
      return isWhole
    },
    isDone() {
      const { model, wanted } = state
      return wanted === null || (model === wanted && the.lacking(wanted) === undefined)
    },
    progress() {
      const model = state.wanted
      if (model === null || the.isDone()) return null
      const ready = state.parts.filter((part) => hasVectors(part, model))
      return { model: model.name, done: papersOf(ready) + embedded, of: papersOf(state.parts) }
    },
  }
  return the
}

function papersOf(parts: Part[]): number {
  return parts.reduce(
    (sum, { segment, deadDocuments }) => sum + segment.documents - deadDocuments,
    0,
  )
}

/** The part with new vectors. It gets a new key, because files and threads know parts by it. */
function withVectors(
  state: State,
  part: Part,
  vectors: Vectors | undefined,
  model: MeaningModel,
): Part {
  if (vectors?.model !== model.name) return part
  return { ...part, key: state.nextKey++, segment: { ...part.segment, vectors } }
}

/** Null when `goOn`, told how many papers are done, says no. */
async function embedPart(
  setting: Setting,
  part: Part,
  model: MeaningModel,
  goOn: (done: number) => boolean,
): Promise<Vectors | null> {
  const vectors = emptyVectors(part.segment.documents, model.dimensions, model.name)
  const rows = livingDocuments(part)
  for (let from = 0; from < rows.length; from += PAPERS_AT_ONCE) {
    await embedRows(setting, part, model, vectors, rows.slice(from, from + PAPERS_AT_ONCE))
    await breathe()
    if (!goOn(Math.min(rows.length, from + PAPERS_AT_ONCE))) return null
  }
  return vectors
}

function livingDocuments({ segment, alive }: Part): number[] {
  const all = Array.from({ length: segment.documents }, (_, document) => document)
  return alive === null ? all : all.filter((document) => has(alive, document))
}

async function embedRows(
  { merging }: Setting,
  { segment: { stored } }: Part,
  model: MeaningModel,
  vectors: Vectors,
  rows: number[],
): Promise<void> {
  if (model.kind === 'static') {
    await merging.run('embed', { stored, rows, path: model.path, vectors })
  } else {
    const papers = await merging.run('texts', { stored, rows })
    writeRows(vectors, rows, await model.embedPapers(papers))
  }
}
