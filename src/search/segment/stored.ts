import { closeSync, openSync, readSync } from 'node:fs'
import { growing, makeRoom, push, taken as takenOf } from '../structures/growing.ts'

const SAMPLED = 64 // documents between two whose start is kept; the lengths between them are added up

/**
 * The clean texts of each document, a line of JSON each; read for hits and on deletion. Not compressed: taking one apart costs
 * ten times what reading it does, and a page of hits reads twenty.
 */
export interface StoredDocuments {
  starts: Float64Array // of document 0, 64, 128 …: its first byte
  lengths: Uint32Array // document → bytes
  bytes: Uint8Array | null // null when they stay in `file`, as in every saved segment
  file: { path: string; offset: number; length: number } | null
}

export interface StoredDocument {
  id: string
  texts: string[][] // clean, by field number, as `fieldTexts` makes them
}

/** Stores one document after the other. */
export function storeWriter() {
  const lengths = growing(Uint32Array)
  const bytes = growing(Uint8Array)
  return {
    add(document: StoredDocument) {
      const line = `${JSON.stringify(document)}\n`
      makeRoom(bytes, MOST_BYTES_A_UNIT * line.length)
      const { buffer } = bytes.numbers
      const length = Buffer.from(buffer).write(line, bytes.length) // faster than a TextEncoder
      bytes.length += length
      push(lengths, length)
    },
    finish(): StoredDocuments {
      const taken = takenOf(lengths)
      return { starts: sampledStarts(taken), lengths: taken, bytes: takenOf(bytes), file: null }
    },
  }
}

const MOST_BYTES_A_UNIT = 3 // of UTF-8, for one unit of UTF-16

function sampledStarts(lengths: Uint32Array): Float64Array {
  const starts = new Float64Array(Math.ceil(lengths.length / SAMPLED))
  let at = 0
  for (const [document, length] of lengths.entries()) {
    if (document % SAMPLED === 0) starts[document / SAMPLED] = at
    at += length
  }
  return starts
}

export function readStored(stored: StoredDocuments, document: number): StoredDocument {
  const start = startOf(stored, document)
  const line = bytesBetween(stored, start, start + stored.lengths[document]!)
  return JSON.parse(line.toString()) as StoredDocument
}

function startOf({ starts, lengths }: StoredDocuments, document: number): number {
  const sampled = Math.floor(document / SAMPLED)
  let start = starts[sampled]!
  for (let i = sampled * SAMPLED; i < document; i++) start += lengths[i]!
  return start
}

/** The kept documents of several stores as one store. */
export function joinedStores(stores: StoredDocuments[], kept: Uint32Array[]): StoredDocuments {
  const lengths = new Uint32Array(kept.reduce((sum, some) => sum + some.length, 0))
  let next = 0
  for (const [i, store] of stores.entries())
    for (const document of kept[i]!) lengths[next++] = store.lengths[document]!

  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const [i, store] of stores.entries()) {
    const from = storedBytes(store)
    for (const document of kept[i]!) {
      const start = startOf(store, document)
      bytes.set(from.subarray(start, start + store.lengths[document]!), at)
      at += store.lengths[document]!
    }
  }
  return { starts: sampledStarts(lengths), lengths, bytes, file: null }
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
  const buffer = Buffer.allocUnsafe(end - start) // filled below, to its end
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
