import type { Kernel } from '../kernel/kernel.ts'
import { queryPlanes, SIGN_BYTES } from './signs.ts'

const TILE = 4096 // rows in one call of the kernel
const PLANES = 5 * SIGN_BYTES
const STATE = 1040 // bytes, of 258 words
const DISTANCES = 256
const FARTHEST = DISTANCES - 1

/** Memory that a sweep works in. */
export const SWEEP_BYTES = PLANES + STATE + TILE / 8 + 8 * TILE

/** So many times the wanted rows are taken by their signs alone, for a finer look. */
const ROUGH = 4

const SAMPLE = 64 // rows of each tile that the first guess is made from
const MARGIN = 1.5 // how many times the wanted rows a guess is meant to let in: of 1,000 queries one has too few, of 1.25 times, 16

/** Rows that were kept while sweeping, some of which better ones have pushed out since. */
interface Kept {
  rows: Uint32Array
  distances: Uint8Array
  sums: Int32Array
  length: number
}

/**
 * Likely the nearest `wanted` of the rows, whose signs lie at the start of the kernel's memory, in two looks. First those whose signs
 * differ least from the query's, four times as many as are wanted; of these, those at whose signs the query's dimensions have the highest
 * sum, which is what their cosine would be if the row were its signs. All that share a last place are included, so the
 * answer does not depend on numbering. Ascending; only rows that `allowed` has. Works in `SWEEP_BYTES` at `desk`.
 *
 * A sample tells how much the signs of those rows will differ at most; if that was too strict, all is done again without it.
 */
export function sweep(
  kernel: Kernel,
  rows: number,
  desk: number,
  query: Float32Array,
  wanted: number,
  allowed: Uint32Array | null,
): Uint32Array {
  new Uint8Array(kernel.memory, desk, PLANES).set(queryPlanes(query))
  const near = sweeper(kernel, desk, allowed)
  const guess = guessed(near, rows, ROUGH * wanted)
  const kept = keptOf(near, rows, ROUGH * wanted, guess)
  const enough = guess === FARTHEST || kept.length >= ROUGH * wanted
  return highest(enough ? kept : keptOf(near, rows, ROUGH * wanted, FARTHEST), wanted)
}

/** The kernel's `near256` at one desk for one query. */
interface Sweeper {
  start(most: number): void
  /** Counts these rows, of one tile, in `seen`. */
  count(start: number, count: number, wanted: number): void
  /** The same, and how many of them it has written to `out`. */
  tile(start: number, count: number, wanted: number): number
  out: Int32Array
  seen: Uint32Array // rows by distance
  most(): number
}

function sweeper(kernel: Kernel, desk: number, allowed: Uint32Array | null): Sweeper {
  const state = desk + PLANES
  const allowedAt = state + STATE
  const out = allowedAt + TILE / 8
  const words = new Uint32Array(kernel.memory, state, DISTANCES + 2)
  const bits = new Uint32Array(kernel.memory, allowedAt, TILE / 32)
  const visit = (start: number, count: number, wanted: number, to: number) => {
    if (allowed) bits.set(allowed.subarray(start >>> 5, (start + count + 31) >>> 5))
    const may = allowed ? allowedAt : 0
    return kernel.near256(start * SIGN_BYTES, count, desk, may, wanted, state, to)
  }
  return {
    out: new Int32Array(kernel.memory, out, 2 * TILE),
    seen: words.subarray(0, DISTANCES),
    most: () => words[DISTANCES]!,
    start(most) {
      words.fill(0)
      words[DISTANCES] = most
    },
    count: (start, count, wanted) => void visit(start, count, wanted, 0),
    tile: (start, count, wanted) => visit(start, count, wanted, out),
  }
}

/** The distance within which some more than the wanted rows lie, as a sample has it. */
function guessed(near: Sweeper, rows: number, wanted: number): number {
  near.start(FARTHEST)
  let sampled = 0
  for (let start = 0; start < rows; start += TILE) {
    const size = Math.min(SAMPLE, rows - start)
    near.count(start, size, rows)
    sampled += size
  }
  const share = (MARGIN * wanted * sampled) / rows
  let most = -1
  for (let count = 0; most < FARTHEST && count < share;) count += near.seen[++most]!
  return most
}

/** The `wanted` rows whose signs differ least, if so many differ in at most `most`. */
function keptOf(near: Sweeper, rows: number, wanted: number, most: number): Kept {
  near.start(most)
  const kept = Object.assign(lists, { length: 0 })
  if (kept.rows.length < 2 * wanted + TILE) Object.assign(kept, emptyKept(2 * wanted + TILE))
  for (let start = 0; start < rows; start += TILE) {
    const count = near.tile(start, Math.min(TILE, rows - start), wanted)
    if (kept.length + count > kept.rows.length) makeRoom(kept, near.most())
    append(kept, near.out, count, start)
  }
  keepWithin(kept, near.most())
  return kept
}

/** Adds what the kernel wrote of so many rows of the tile that begins at `start`. */
function append(kept: Kept, out: Int32Array, count: number, start: number): void {
  const { rows, distances, sums, length } = kept
  for (let i = 0; i < count; i++) {
    const word = out[2 * i]!
    rows[length + i] = start + (word & 0xffff)
    distances[length + i] = word >>> 16
    sums[length + i] = out[2 * i + 1]!
  }
  kept.length = length + count
}

/** Of whichever sweep is at work, kept from one to the next. */
const lists: Kept = emptyKept(0)

function emptyKept(size: number): Kept {
  return {
    rows: new Uint32Array(size),
    distances: new Uint8Array(size),
    sums: new Int32Array(size),
    length: 0,
  }
}

/** Leaves out what was pushed out; if that is not enough, doubles the lists: most rows may share one distance. */
function makeRoom(kept: Kept, most: number): void {
  keepWithin(kept, most)
  if (kept.length + TILE <= kept.rows.length) return
  const wider = emptyKept(2 * kept.rows.length)
  wider.rows.set(kept.rows)
  wider.distances.set(kept.distances)
  wider.sums.set(kept.sums)
  Object.assign(kept, { ...wider, length: kept.length })
}

function keepWithin(kept: Kept, most: number): void {
  const { rows, distances, sums } = kept
  let length = 0
  for (let i = 0; i < kept.length; i++) {
    if (distances[i]! > most) continue
    rows[length] = rows[i]!
    distances[length] = distances[i]!
    sums[length++] = sums[i]!
  }
  kept.length = length
}

const SUMS = 2 * 7 * 256 + 1 // from -7 × 256 to 7 × 256
const rowsBySum = new Uint32Array(SUMS)

/** The `wanted` rows with the highest sums, and those that share the last place. */
function highest({ rows, sums, length }: Kept, wanted: number): Uint32Array {
  const seen = rowsBySum.fill(0)
  const lowest = -(SUMS >>> 1)
  for (let i = 0; i < length; i++) seen[sums[i]! - lowest]!++
  let least = SUMS
  for (let count = 0; least > 0 && count < wanted;) count += seen[--least]!
  let kept = 0
  for (let i = 0; i < length; i++) if (sums[i]! - lowest >= least) rows[kept++] = rows[i]!
  return rows.slice(0, kept)
}
