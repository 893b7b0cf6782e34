import { kernelOver } from '../kernel/kernel.ts'
import type { Bitmap } from './bitmap.ts'
import { commonRow, GROUPS, WINDOW, WINDOW_WORDS, windowsOf, type Postings } from './postings.ts'

const READERS = 8 // threads that may work with the same postings at a time, each at a desk of its own

/** Words of a window, of a common and of a rare term, as the kernel's `scoreWindows` reads them. */
export const HEAD_WORDS = 4
export const COMMON_WORDS = 5
export const RARE_WORDS = 4

/** Terms that are scored together: a query of 128 words has two of each, and some more that are spelled otherwise. */
export const MOST_TERMS = 512

/** For windows described at a time: three hundred of a common query, and three of the longest. */
const BATCH_WORDS = 8192

/** Where things lie on a desk, as in the kernel. The bitmap at its end has a bit for each document. */
const AT = (() => {
  const state = 0 // four places of arrays, how many candidates, start of the window
  const bounds = state + 32 // two words for each group, and a byte for each sixteen documents
  const sums = bounds + 8 * GROUPS + WINDOW / 16
  const candidates = sums + 4 * WINDOW
  const spread = candidates + 2 * WINDOW
  const batch = spread + 8 * 256
  const documents = batch + 4 * BATCH_WORDS
  return { state, sums, candidates, spread, batch, documents }
})()

/** Bytes of a bitmap of the documents, of whole windows. */
function bitmapBytes(documents: number): number {
  return Math.ceil(documents / WINDOW) * 4 * WINDOW_WORDS
}

function deskBytes(documents: number): number {
  return AT.documents + bitmapBytes(documents)
}

/** Memory behind the postings of so many documents that their readers work in. */
export function desksBytes(documents: number): number {
  return READERS * deskBytes(documents)
}

let desk = 0

/** Which desk this thread works at, from 0; no two may work at the same one at a time. */
export function workAt(number: number): void {
  desk = number % READERS
}

/** A thread's way to scores and sets of documents. */
export interface PostingsDesk {
  /** Where windows are described, one after the other. */
  batch: Uint32Array
  /** Only these documents may be found, until it is called again; null for all. */
  allow(bits: Bitmap | null): void
  /**
   * Goes on in the batch, from one word to another, to a window with documents that score at least `threshold`, above 0. Returns the word
   * behind it; `to` after the last one.
   */
  score(from: number, to: number, threshold: number): number
  found(): number // of the window: the first so many candidates
  start(): number // its first document
  candidates: Uint16Array // distances from the start of the window, ascending
  sums: Uint32Array // by distance: the scores of the candidates
  /** Begins a set of documents, in the place of those that may be found. */
  begin(): void
  /** Adds the documents of a term. */
  add(term: number): void
  /** The documents so far; overwritten by what is next done at this desk. */
  documents: Bitmap
}

/** Postings in the memory of a kernel. */
export type KernelPostings = Postings & { memory: WebAssembly.Memory }

export function isInKernel(postings: Postings): postings is KernelPostings {
  return postings.memory !== null
}

const desks = new WeakMap<Postings, PostingsDesk>()

export function deskOver(postings: KernelPostings, documents: number): PostingsDesk {
  let known = desks.get(postings)
  if (!known) {
    known = deskAt(postings, documents, desk)
    desks.set(postings, known)
  }
  return known
}

function deskAt(postings: KernelPostings, documents: number, number: number): PostingsDesk {
  const kernel = kernelOver(postings.memory)
  const base = kernel.memory.byteLength - (READERS - number) * deskBytes(documents)
  const wordsAt = (at: number, length: number) => new Uint32Array(kernel.memory, base + at, length)
  const { termBlocks, blockFirst, blockStart, distances, impacts, common } = postings
  const state = wordsAt(AT.state, 6)
  state.set([blockFirst, blockStart, distances, impacts].map(({ byteOffset }) => byteOffset))
  new Uint8Array(kernel.memory, base + AT.spread, 8 * 256).set(spreading())
  const set = wordsAt(AT.documents, bitmapBytes(documents) / 4)
  const rowBytes = 4 * WINDOW_WORDS * windowsOf(common)
  let allowed = 0
  return {
    batch: wordsAt(AT.batch, BATCH_WORDS),
    candidates: new Uint16Array(kernel.memory, base + AT.candidates, WINDOW),
    sums: wordsAt(AT.sums, WINDOW),
    allow(bits) {
      if (bits) set.set(bits)
      if (bits) set.fill(0, bits.length)
      allowed = bits ? base + AT.documents : 0
    },
    score(from, to, threshold) {
      const at = base + AT.batch
      const end = kernel.scoreWindows(at + 4 * from, at + 4 * to, threshold, allowed, base)
      return ((end >>> 0) - at) / 4 // a pointer above 2 GiB comes as a number below 0
    },
    found: () => state[4]!,
    start: () => state[5]!,
    begin: () => void set.fill(0),
    add(term) {
      const row = commonRow(common, term)
      if (row >= 0)
        kernel.addBits(
          common.documents.byteOffset + row * rowBytes,
          base + AT.documents,
          set.byteLength,
        )
      else kernel.addBlocks(termBlocks[term]!, termBlocks[term + 1]!, base + AT.documents, base)
    },
    documents: set.subarray(0, Math.ceil(documents / 32)),
  }
}

const NONE = 128 // the kernel takes 0 for what lies outside of the sixteen it picks from

/** For each byte, the place of each of its bits among those that are set. */
function spreading(): Uint8Array {
  return Uint8Array.from({ length: 8 * 256 }, (_, i) => {
    const [byte, bit] = [i >>> 3, i & 7]
    if ((byte & (1 << bit)) === 0) return NONE
    return [...Array(bit).keys()].filter((lower) => byte & (1 << lower)).length
  })
}
