import { fileURLToPath } from 'node:url'
import { readModel } from './model-file.ts'
import { staticModel, type Model, type WordVectors } from './model.ts'

/** The model that the package ships; sample/meaning.md tells how it was made and how good it is. */
export const BUILT_IN_MODEL = new URL('../../../sample/meaning.bin', import.meta.url)

export function builtInModel(): Model {
  return staticModel(builtInVectors())
}

export function builtInVectors(): WordVectors {
  return readModel(fileURLToPath(BUILT_IN_MODEL))
}
