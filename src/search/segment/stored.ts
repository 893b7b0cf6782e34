import { closeSync, openSync, readSync } from 'node:fs'
import type { SearchDocument } from '../document.ts'

/**
 * The documents as they were given, a line of JSON each; read for hits, on deletion and when all is built anew. Not compressed:
 * taking one apart costs ten times what reading it does, and a page of hits reads twenty.
 */
export interface StoredDocuments {
  starts: Float64Array // document → its first byte
  lengths: Uint32Array // document → bytes
  bytes: Uint8Array | null // null when they stay in `file`, as in every saved segment
  file: { path: string; offset: number; length: number } | null
}

export function storeDocuments(documents: SearchDocument[]): StoredDocuments {
  const lines = documents.map((document) => `${JSON.stringify(document)}\n`)
  const lengths = Uint32Array.from(lines, (line) => Buffer.byteLength(line))
  const starts = new Float64Array(lines.length)
  for (let i = 1; i < lines.length; i++) starts[i] = starts[i - 1]! + lengths[i - 1]!
  return { starts, lengths, bytes: new TextEncoder().encode(lines.join('')), file: null }
}

export function readStored(stored: StoredDocuments, document: number): SearchDocument {
  const start = stored.starts[document]!
  const line = bytesBetween(stored, start, start + stored.lengths[document]!)
  return JSON.parse(line.toString()) as SearchDocument
}

/** The kept documents of several stores as one store. */
export function joinedStores(stores: StoredDocuments[], kept: Uint32Array[]): StoredDocuments {
  const runs: Uint8Array[] = []
  const starts: number[] = []
  const lengths: number[] = []
  let at = 0
  for (const [i, store] of stores.entries()) {
    const bytes = storedBytes(store)
    for (const document of kept[i]!) {
      const [start, length] = [store.starts[document]!, store.lengths[document]!]
      runs.push(bytes.subarray(start, start + length))
      starts.push(at)
      lengths.push(length)
      at += length
    }
  }
  return {
    starts: Float64Array.from(starts),
    lengths: Uint32Array.from(lengths),
    bytes: new Uint8Array(Buffer.concat(runs)),
    file: null,
  }
}

/** All documents of a store, wherever they are. */
export function storedBytes(stored: StoredDocuments): Uint8Array {
  return stored.bytes ?? bytesBetween(stored, 0, stored.file!.length)
}

const descriptors = new Map<string, number>()

function bytesBetween({ bytes, file }: StoredDocuments, start: number, end: number): Buffer {
  if (bytes) return Buffer.from(bytes.subarray(start, end)) // a copy: text cannot be read out of shared memory
  let descriptor = descriptors.get(file!.path)
  if (descriptor === undefined) {
    descriptor = openSync(file!.path, 'r')
    descriptors.set(file!.path, descriptor)
  }
  const buffer = Buffer.alloc(end - start)
  for (let done = 0; done < buffer.length;) {
    const read = readSync(
      descriptor,
      buffer,
      done,
      buffer.length - done,
      file!.offset + start + done,
    )
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
