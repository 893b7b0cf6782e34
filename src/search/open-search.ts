import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database/database.ts'
import { collectionId } from '../papers/change-store.ts'
import { openIndex, type LocalSearch } from './index/open.ts'
import { BUILT_IN_MODEL } from './meaning/built-in.ts'
import { openOutsideModel, reopener, type MeaningSettings } from './models/open-model.ts'
import { trainedModelPath } from './models/trained.ts'

export interface SearchSettings extends MeaningSettings {
  SEARCH_THREADS: number
}

export interface Watcher {
  /** What goes wrong beside the queries: threads that die, models that do not answer. */
  failed: (error: unknown) => void
  /** A model has taken over: answers may differ now. */
  renewed: () => void
}

/** The folder of this collection's index: one that was made of another database is never taken for it. */
export async function searchFolder(
  db: Database,
  { SEARCH_FOLDER }: MeaningSettings,
): Promise<string> {
  return join(SEARCH_FOLDER, await collectionId(db))
}

/** The index of this collection with the model that the settings ask for. Throws what opening an ONNX model throws. */
export async function openSearch(
  db: Database,
  settings: SearchSettings,
  watcher?: Watcher,
): Promise<LocalSearch> {
  const folder = await searchFolder(db, settings)
  const outside = await openOutsideModel(db, settings)
  const reopen = reopener(db, settings)
  const modelPath = outside === null ? await wordVectors(db, folder) : null
  return openIndex({
    folder,
    modelPath,
    outside,
    reopen,
    threads: settings.SEARCH_THREADS,
    ...watcher,
  })
}

/** Goes over to the model that was trained last, if it is not in use yet. To be called when one was trained. */
export async function useTrainedModel(
  db: Database,
  settings: SearchSettings,
  search: LocalSearch,
): Promise<void> {
  if (settings.MEANING === 'static')
    await search.useModel(await wordVectors(db, await searchFolder(db, settings)))
}

/** The model that was trained on this collection, else the one of the package. */
async function wordVectors(db: Database, folder: string): Promise<string> {
  return (await trainedModelPath(db, folder)) ?? fileURLToPath(BUILT_IN_MODEL)
}
