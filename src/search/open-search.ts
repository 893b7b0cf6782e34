import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database/database.ts'
import { collectionId } from '../papers/change-store.ts'
import { openIndex, type LocalSearch } from './index/open.ts'
import { BUILT_IN_MODEL } from './meaning/built-in.ts'

/**
 * The index of this collection, in a folder of its own: one that was made of another database is never taken for it.
 * `threads` as in IndexOptions.
 */
export async function openSearch(
  db: Database,
  folder: string,
  threads: number,
): Promise<LocalSearch> {
  return openIndex({
    folder: join(folder, await collectionId(db)),
    modelPath: fileURLToPath(BUILT_IN_MODEL),
    threads,
  })
}
