import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { DamagedFileError, FILE_VERSION, readSections, writeSections } from '../files/sections.ts'
import type { Part } from '../collection/collection.ts'
import type { MeaningModel } from '../models/meaning-model.ts'
import type { Averages } from '../scoring/bm25f.ts'
import { readSegment } from '../segment/segment-file.ts'

/** What an index on disk consists of. It is written last, so it never names a file that is not whole. */
export interface Manifest {
  made: string // by which rules: another value means that the segments cannot be added to, and all is built anew
  model: FormerModel | null // whose vectors the segments have; null when the index goes by words alone
  averages: Averages
  change: number // last change that is on disk
  nextKey: number
  segments: { key: number; deletions: string | null }[] // file name of the deletions
}

/** How the model that an index was made with can be opened again. */
export interface FormerModel {
  name: string
  spec: string | null // of a model outside; null for one whose file lies in the folder
}

/** Where the index keeps its own copy of a model, so that its vectors serve even after the original has changed. */
export function modelPath(folder: string, name: string): string {
  return join(folder, `${name}.model`)
}

export function keepModel(folder: string, model: MeaningModel): FormerModel {
  if (model.kind === 'outside') return { name: model.name, spec: model.spec }
  const own = modelPath(folder, model.name)
  if (!existsSync(own)) {
    copyFileSync(model.path, `${own}.tmp`)
    renameSync(`${own}.tmp`, own)
  }
  return { name: model.name, spec: null }
}

const MANIFEST = 'index.json'

export function segmentPath(folder: string, key: number): string {
  return join(folder, `${key}.segment`)
}

/** Null when there is none. Throws `DamagedFileError`. */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return null
  const [sum, ...lines] = readFileSync(path, 'utf8').split('\n')
  const body = lines.join('\n')
  if (sum !== checksumLine(body)) throw new DamagedFileError(path, 'the checksum does not fit')
  return JSON.parse(body) as Manifest
}

export function writeManifest(folder: string, manifest: Manifest): void {
  const body = JSON.stringify(manifest, null, 2)
  const path = join(folder, MANIFEST)
  writeFileSync(`${path}.tmp`, `${checksumLine(body)}\n${body}`, { flush: true })
  renameSync(`${path}.tmp`, path)
}

function checksumLine(body: string): string {
  return `broadsheet index, format ${FILE_VERSION}, crc32 ${crc32(body)}`
}

/** Reads all parts into shared memory. Throws `DamagedFileError`. */
export function readParts(folder: string, { segments }: Manifest): Part[] {
  return segments.map(({ key, deletions }) => {
    const segment = readSegment(segmentPath(folder, key))
    if (deletions === null) return { key, segment, alive: null, dead: new Map(), deadDocuments: 0 }
    const { arrays, meta } = readSections(join(folder, deletions), 'deletions')
    const terms = arrays['terms'] as Uint32Array
    const counts = arrays['counts'] as Uint32Array
    return {
      key,
      segment,
      alive: arrays['alive'] as Uint32Array,
      dead: new Map(Array.from(terms, (term, i) => [term, counts[i]!])),
      deadDocuments: meta['documents'] as number,
    }
  })
}

/** Returns the file name; the number of deleted documents only grows, so it tells versions apart. */
export function writeDeletions(
  folder: string,
  { key, alive, dead, deadDocuments }: Part,
): string | null {
  if (alive === null) return null
  const name = `${key}.${deadDocuments}.deletions`
  const arrays = {
    alive,
    terms: Uint32Array.from(dead.keys()),
    counts: Uint32Array.from(dead.values()),
  }
  if (!existsSync(join(folder, name))) {
    writeSections(join(folder, name), {
      kind: 'deletions',
      meta: { documents: deadDocuments },
      arrays,
    })
  }
  return name
}

/** Above every key in the folder: for when the manifest cannot be read. */
export function firstFreeKey(folder: string): number {
  return 1 + Math.max(0, ...readdirSync(folder).map((file) => Number.parseInt(file, 10) || 0))
}

/**
 * Removes files of the index that the manifest does not name, left by merges or by a crash. Others' files stay, and so
 * does the model that is `wanted`.
 */
export function removeLeftovers(
  folder: string,
  { segments, model }: Manifest,
  wanted: MeaningModel | null,
): void {
  const named = new Set(segments.flatMap(({ key, deletions }) => [`${key}.segment`, deletions]))
  for (const { name } of [model, wanted].filter((each) => each !== null)) named.add(`${name}.model`)
  for (const file of readdirSync(folder)) {
    if (LEFTOVER.test(file) && !named.has(file)) rmSync(join(folder, file))
  }
}

const LEFTOVER = /^(?:\d+\.(?:segment|\d+\.deletions)|static-.+\.model)(?:\.tmp)?$/

/** What the files in the folder take on disk, in bytes. */
export function folderBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => {
    const size = statSync(join(folder, file), { throwIfNoEntry: false })?.size // merges remove files meanwhile
    return sum + (size ?? 0)
  }, 0)
}
