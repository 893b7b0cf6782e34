import { kernelOver } from '../kernel/kernel.ts'
import { WINDOW, WINDOW_WORDS, type Postings } from './postings.ts'

const READERS = 8 // threads that may score the same postings at a time, each at a desk of its own

/** Terms that are scored together: a query of 128 words has two of each, and some more that are spelled otherwise. */
export const MOST_TERMS = 512

/** What the kernel is told of a term in one window; see `scoreWindow` there. */
export const TERM_WORDS = 5

/** Where things lie on a desk. */
const AT = (() => {
  const sums = 0
  const candidates = sums + 4 * WINDOW
  const terms = candidates + 2 * WINDOW
  const arrays = terms + 4 * TERM_WORDS * MOST_TERMS
  const spread = arrays + 16
  const allowed = spread + 8 * 256
  return { sums, candidates, terms, arrays, spread, allowed, end: allowed + 4 * WINDOW_WORDS }
})()

/** Memory behind postings that their readers work in. */
export const DESKS_BYTES = READERS * AT.end

let desk = 0

/** Which desk this thread works at, from 0; no two may work at the same one at a time. */
export function workAt(number: number): void {
  desk = number % READERS
}

/** A thread's way to scores. */
export interface PostingsDesk {
  /** `TERM_WORDS` for each term of the window, weakest first; written before `score`. */
  terms: Uint32Array
  /**
   * How many documents of the window score at least `threshold`, above 0, and are allowed: the first of `candidates`, ascending. The first
   * `weak` terms together add less than that to any document.
   */
  score(
    count: number,
    weak: number,
    window: number,
    threshold: number,
    allowed: Uint32Array | null,
  ): number
  candidates: Uint16Array // distances from the start of the window
  sums: Uint32Array // by distance: the scores of the candidates
}

/** Postings in the memory of a kernel. */
export type KernelPostings = Postings & { memory: WebAssembly.Memory }

const desks = new WeakMap<Postings, PostingsDesk>()

export function deskOver(postings: KernelPostings): PostingsDesk {
  let known = desks.get(postings)
  if (!known) {
    known = deskAt(postings, desk)
    desks.set(postings, known)
  }
  return known
}

function deskAt(postings: KernelPostings, number: number): PostingsDesk {
  const kernel = kernelOver(postings.memory)
  const base = kernel.memory.byteLength - (READERS - number) * AT.end
  const wordsAt = (at: number, length: number) => new Uint32Array(kernel.memory, base + at, length)
  const { blockFirst, blockStart, distances, impacts } = postings
  const arrays = [blockFirst, blockStart, distances, impacts]
  wordsAt(AT.arrays, 4).set(arrays.map(({ byteOffset }) => byteOffset))
  new Uint8Array(kernel.memory, base + AT.spread, 8 * 256).set(spreading())
  const allowedWords = wordsAt(AT.allowed, WINDOW_WORDS)
  return {
    terms: wordsAt(AT.terms, TERM_WORDS * MOST_TERMS),
    candidates: new Uint16Array(kernel.memory, base + AT.candidates, WINDOW),
    sums: wordsAt(AT.sums, WINDOW),
    score(count, weak, window, threshold, allowed) {
      if (allowed) {
        allowedWords.fill(0)
        allowedWords.set(allowed.subarray(window * WINDOW_WORDS, (window + 1) * WINDOW_WORDS))
      }
      return kernel.scoreWindow(
        base + AT.terms,
        count,
        weak,
        window * WINDOW,
        threshold,
        allowed ? base + AT.allowed : 0,
        base + AT.arrays,
        base + AT.spread,
        base + AT.sums,
        base + AT.candidates,
      )
    },
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
