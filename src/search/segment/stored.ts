import { closeSync, openSync, readSync } from 'node:fs'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { SearchDocument } from '../document.ts'

/** The documents as they were given, compressed some at a time; read for hits, on deletion and when all is built anew. */
export interface StoredDocuments {
  places: Uint32Array // document → bunch × BUNCH + its line there
  starts: Float64Array // bunch i is bytes starts[i] up to starts[i + 1]
  bytes: Uint8Array | null // null when they stay in `file`, as in every saved segment
  file: { path: string; offset: number } | null
}

const BUNCH = 16 // documents compressed together, a line each: a third of their size, and 50 µs to read one
const NEWLINE = 10
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } }

export function storeDocuments(documents: SearchDocument[]): StoredDocuments {
  const bunches: Buffer[] = []
  const starts = [0]
  for (let i = 0; i < documents.length; i += BUNCH) {
    const lines = documents.slice(i, i + BUNCH).map((document) => `${JSON.stringify(document)}\n`)
    const bunch = zstdCompressSync(lines.join(''), FAST)
    bunches.push(bunch)
    starts.push(starts.at(-1)! + bunch.length)
  }
  return {
    places: Uint32Array.from(documents, (_, document) => document),
    starts: Float64Array.from(starts),
    bytes: new Uint8Array(Buffer.concat(bunches)),
    file: null,
  }
}

export function readStored(stored: StoredDocuments, document: number): SearchDocument {
  const place = stored.places[document]!
  const bunch = Math.floor(place / BUNCH)
  const packed = bytesBetween(stored, stored.starts[bunch]!, stored.starts[bunch + 1]!)
  const lines = zstdDecompressSync(packed)
  let from = 0
  for (let skip = place % BUNCH; skip > 0; skip--) from = lines.indexOf(NEWLINE, from) + 1
  return JSON.parse(lines.toString('utf8', from, lines.indexOf(NEWLINE, from))) as SearchDocument
}

/** Several stores as one, bunches as they are: merging does not compress again. `kept` lists each store's documents in order. */
export function joinedStores(stores: StoredDocuments[], kept: Uint32Array[]): StoredDocuments {
  const starts = [0]
  const places: number[] = []
  for (const [i, store] of stores.entries()) {
    const bunches = starts.length - 1
    const offset = starts.at(-1)!
    for (const start of store.starts.subarray(1)) starts.push(offset + start)
    for (const document of kept[i]!) places.push(bunches * BUNCH + store.places[document]!)
  }
  return {
    places: Uint32Array.from(places),
    starts: Float64Array.from(starts),
    bytes: new Uint8Array(Buffer.concat(stores.map(storedBytes))),
    file: null,
  }
}

/** All compressed documents of a store, wherever they are. */
export function storedBytes(stored: StoredDocuments): Uint8Array {
  return stored.bytes ?? bytesBetween(stored, 0, stored.starts.at(-1)!)
}

const descriptors = new Map<string, number>()

function bytesBetween({ bytes, file }: StoredDocuments, start: number, end: number): Buffer {
  if (bytes) return Buffer.from(bytes.subarray(start, end)) // a copy: zlib refuses shared memory
  let descriptor = descriptors.get(file!.path)
  if (descriptor === undefined) {
    descriptor = openSync(file!.path, 'r')
    descriptors.set(file!.path, descriptor)
  }
  const buffer = Buffer.alloc(end - start)
  for (let done = 0; done < buffer.length; ) {
    const read = readSync(descriptor, buffer, done, buffer.length - done, file!.offset + start + done)
    if (read === 0) throw new Error(`${file!.path} ends too early`)
    done += read
  }
  return buffer
}

/** Lets go of files that are no longer part of the index. */
export function closeStoresExcept(paths: Set<string>): void {
  for (const [path, descriptor] of descriptors) {
    if (paths.has(path)) continue
    closeSync(descriptor)
    descriptors.delete(path)
  }
}
