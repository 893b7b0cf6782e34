import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../database/database.ts'
import { makeFolder } from '../../lib/folder.ts'
import { DamagedFileError } from '../files/sections.ts'
import { readModel } from '../meaning/model-file.ts'
import { modelFile, trainedModel } from './trained-store.ts'

/**
 * A file with the model that was trained on this collection, taken from the database the first time. Null when none was
 * trained. `folder` is the one of the index; older models are removed from it.
 */
export async function trainedModelPath(db: Database, folder: string): Promise<string | null> {
  const name = await trainedModel(db)
  if (name === null) return null
  const trained = join(folder, 'trained')
  const path = join(trained, `${name}.model`)
  if (isWhole(path)) return path

  const file = await modelFile(db, name)
  if (file === null) return trainedModelPath(db, folder)
  makeFolder(trained)
  for (const old of readdirSync(trained)) rmSync(join(trained, old))
  writeFileSync(`${path}.tmp`, file, { flush: true })
  renameSync(`${path}.tmp`, path)
  return path
}

function isWhole(path: string): boolean {
  try {
    readModel(path)
    return true
  } catch (error) {
    if (error instanceof DamagedFileError) return false // also when it is not there
    throw error
  }
}
