import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeFolder } from '../../lib/folder.ts'
import { OnnxUnusable } from './onnx.ts'

/** `owner/name`, as the hub spells models. No dot leads out of a folder. */
export const HUB_NAME = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/

const NEEDED = ['tokenizer.json']
const USEFUL = ['tokenizer_config.json', 'config.json', '1_Pooling/config.json']
const NETWORKS = ['onnx/model_quantized.onnx', 'onnx/model.onnx'] // the smaller one finds nearly as well and is three times as fast

/**
 * The folder of a model from the hub, downloaded into `models` the first time. A file appears whole or not at all; what was
 * downloaded is not asked for again. Throws OnnxUnusable when the hub does not have it.
 */
export async function modelFromHub(hub: string, name: string, models: string): Promise<string> {
  const folder = join(models, name.replace('/', '--'))
  const get = (file: string) => download(`${hub}/${name}/resolve/main/${file}`, join(folder, file))
  const isWhole = join(folder, 'whole')
  if (existsSync(isWhole)) return folder
  for (const file of NEEDED)
    if (!(await get(file))) throw new OnnxUnusable(`The hub has no ${file} of ${name}`)
  for (const file of USEFUL) await get(file)
  if (!(await get(NETWORKS[0]!)) && !(await get(NETWORKS[1]!)))
    throw new OnnxUnusable(`The hub has no ONNX network of ${name}`)
  makeFolder(isWhole)
  return folder
}

/** False when there is no such file. */
async function download(url: string, path: string): Promise<boolean> {
  if (existsSync(path)) return true
  const response = await fetch(url).catch((error: unknown) => {
    throw new OnnxUnusable('The hub cannot be reached', { cause: error })
  })
  if (response.status === 404 || response.status === 401) return false // the hub answers 401 for names it does not know
  if (!response.ok || !response.body) throw new OnnxUnusable(`The hub answered ${response.status}`)
  makeFolder(dirname(path))
  await pipeline(Readable.from(response.body), createWriteStream(`${path}.part`))
  renameSync(`${path}.part`, path)
  return true
}
