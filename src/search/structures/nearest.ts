import type { Kernel } from '../kernel/kernel.ts'
import { PLAN_WORDS, signPlan } from './signs.ts'

const TILE = 16_384 // rows in one call of the kernel; half as many and twice as many took longer
const PLAN = Math.ceil(PLAN_WORDS / 4) * 16
const SCORES = 256
const STATE = 4 * (SCORES + 4)
const COUNTERS = 9 // bitmaps

/** Memory that a sweep over so many rows works in. */
export function sweepBytes(rows: number): number {
  const tile = tileOf(rows)
  return PLAN + STATE + (1 + COUNTERS) * (tile / 8) + 4 * tile
}

function tileOf(rows: number): number {
  return Math.min(TILE, Math.ceil(rows / 128) * 128)
}

const SAMPLE = 128 // rows of each tile that the first guess is made from

/**
 * How many times the wanted rows a guess is meant to let in. Rows that lie side by side are alike, so a sample is a worse one than its size
 * says: of 1,000 queries, 4 among 300,000 papers and 9 among a million were let too few; with 1.4 times, 116 and 125.
 */
const MARGIN = 3

/** Signs in the kernel's memory, from its start, and a desk of `sweepBytes` there to work at. */
export interface Swept {
  kernel: Kernel
  rows: number
  stride: number // of the signs
  desk: number
}

/**
 * Likely the nearest `wanted` of the rows: those at whose signs the query's greatest dimensions have the highest sum, see `signPlan`. All that share
 * a last place are included, so the answer does not depend on numbering. Ascending; only rows that `allowed` has.
 *
 * A sample tells how high the sums of those rows are at least; if that was too strict, all is done again without it.
 */
export function sweep(
  swept: Swept,
  query: Float32Array,
  wanted: number,
  allowed: Uint32Array | null,
): Uint32Array {
  const near = sweeper(swept, query, allowed)
  const guess = guessed(near, swept.rows, wanted)
  const kept = keptOf(near, swept.rows, wanted, guess)
  return guess === 0 || kept.length >= wanted ? kept : keptOf(near, swept.rows, wanted, 0)
}

/** The kernel's `nearBySigns` at one desk for one query. */
interface Sweeper {
  start(least: number): void
  /** Looks at these rows, of one tile, for so many of the highest scores. */
  count(start: number, rows: number, wanted: number): void
  /** The same, and how many of them it has written to `out`. */
  tile(start: number, rows: number, wanted: number): number
  out: Uint32Array
  least(): number // that a row needs
}

function sweeper(
  { kernel, rows: all, stride, desk }: Swept,
  query: Float32Array,
  allowed: Uint32Array | null,
): Sweeper {
  const tile = tileOf(all)
  const state = desk + PLAN
  const allowedAt = state + STATE
  const counters = allowedAt + tile / 8
  const out = counters + COUNTERS * (tile / 8)
  const words = new Uint32Array(kernel.memory, state, SCORES + 2)
  const bits = new Uint32Array(kernel.memory, allowedAt, tile / 32)
  new Uint32Array(kernel.memory, desk, PLAN_WORDS).set(signPlan(query, stride))
  const visit = (start: number, rows: number, wanted: number, to: number) => {
    if (allowed) bits.set(allowed.subarray(start >>> 5, (start + rows + 31) >>> 5))
    const may = allowed ? allowedAt : 0
    return kernel.nearBySigns(start >>> 3, rows, desk, may, wanted, state, counters, to)
  }
  return {
    out: new Uint32Array(kernel.memory, out, tile),
    least: () => words[SCORES]!,
    start(least) {
      words.fill(0)
      words[SCORES] = least
    },
    count: (start, rows, wanted) => void visit(start, rows, wanted, 0),
    tile: (start, rows, wanted) => visit(start, rows, wanted, out),
  }
}

/** The score that some more than the wanted rows have, as a sample has it. */
function guessed(near: Sweeper, rows: number, wanted: number): number {
  const whole = Math.floor(rows / TILE)
  const sampled = whole * SAMPLE + Math.min(SAMPLE, rows - whole * TILE)
  const share = Math.ceil((MARGIN * wanted * sampled) / rows)
  near.start(0)
  for (let start = 0; start < rows; start += TILE)
    near.count(start, Math.min(SAMPLE, rows - start), share)
  return near.least()
}

/** The `wanted` rows with the highest scores and those that share the last place, if so many have at least `least`. */
function keptOf(near: Sweeper, rows: number, wanted: number, least: number): Uint32Array {
  near.start(least)
  let kept = 0
  for (let start = 0; start < rows; start += TILE) {
    const count = near.tile(start, Math.min(TILE, rows - start), wanted)
    while (list.rows.length < kept + count) list = doubled(list)
    for (let i = 0; i < count; i++, kept++) {
      const word = near.out[i]!
      list.rows[kept] = start + (word & 0xffff)
      list.scores[kept] = word >>> 16
    }
  }
  const last = near.least()
  let length = 0
  for (let i = 0; i < kept; i++) if (list.scores[i]! >= last) list.rows[length++] = list.rows[i]!
  return list.rows.slice(0, length)
}

/** Of whichever sweep is at work, kept from one to the next. */
let list = { rows: new Uint32Array(8192), scores: new Uint8Array(8192) }

function doubled({ rows, scores }: typeof list): typeof list {
  const twice = { rows: new Uint32Array(2 * rows.length), scores: new Uint8Array(2 * rows.length) }
  twice.rows.set(rows)
  twice.scores.set(scores)
  return twice
}
