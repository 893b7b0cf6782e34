import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../database/database.ts'
import { httpEmbedder, type HttpSettings } from './http.ts'
import { modelFromHub, HUB_NAME } from './hub.ts'
import { keptVectors } from './kept-vectors-store.ts'
import type { OutsideModel } from './meaning-model.ts'
import { onnxEmbedder, type OnnxSettings } from './onnx.ts'
import { outsideModel } from './outside.ts'
import { placeOfMeaning } from './place.ts'

/** The settings of the same names; docs/settings.md tells what they mean. */
export interface MeaningSettings {
  SEARCH_FOLDER: string
  MEANING: string
  MEANING_MODEL?: string | undefined
  MEANING_KEY?: string | undefined
  MEANING_DIMENSIONS?: number | undefined
  MEANING_QUERY_PREFIX?: string | undefined
  MEANING_PAPER_PREFIX?: string | undefined
  MEANING_HUB: string
}

/** The model outside that the settings ask for; null when they ask for word vectors. Throws what opening ONNX throws. */
export async function openOutsideModel(
  db: Database,
  settings: MeaningSettings,
): Promise<OutsideModel | null> {
  const { MEANING, MEANING_MODEL: model = '', MEANING_DIMENSIONS: dimensions = 0, MEANING_KEY: key = null } = settings // prettier-ignore
  const { MEANING_QUERY_PREFIX: query = '', MEANING_PAPER_PREFIX: paper = '' } = settings
  const prefixes = { query, paper }
  const { kind, place } = placeOfMeaning(MEANING)!
  if (kind === 'http') return overHttp(db, { url: place, model, key, dimensions, prefixes })
  if (kind === 'onnx') return inOnnx(db, { folder: await folderOf(place, settings), prefixes })
  return null
}

/** A folder as it is; a name of the hub as the folder it was or is now downloaded to. */
function folderOf(
  place: string,
  { MEANING_HUB, SEARCH_FOLDER }: MeaningSettings,
): Promise<string> | string {
  const isName = HUB_NAME.test(place) && !place.startsWith('.') && !existsSync(place)
  return isName ? modelFromHub(MEANING_HUB, place, join(SEARCH_FOLDER, 'models')) : place
}

/**
 * Opens the model again that an index was made with, so that it serves until another has taken over. Null when that cannot
 * be: a folder has gone, or the server is another one, which must not be sent the key of this.
 */
export function reopener(db: Database, settings: MeaningSettings) {
  return async (spec: string): Promise<OutsideModel | null> => {
    const former = JSON.parse(spec) as
      | ({ kind: 'http' } & Omit<HttpSettings, 'key'>)
      | ({ kind: 'onnx' } & OnnxSettings)
    if (former.kind === 'onnx') return inOnnx(db, former).catch(() => null)
    const now = placeOfMeaning(settings.MEANING)!
    if (now.kind !== 'http' || now.place !== former.url) return null
    return overHttp(db, { ...former, key: settings.MEANING_KEY ?? null })
  }
}

function overHttp(db: Database, settings: HttpSettings): OutsideModel {
  return outsideModel(httpEmbedder(settings), { kept: keptVectors(db), clock })
}

async function inOnnx(db: Database, settings: OnnxSettings): Promise<OutsideModel> {
  return outsideModel(await onnxEmbedder(settings), { kept: keptVectors(db), clock })
}

const clock = () => performance.now()
