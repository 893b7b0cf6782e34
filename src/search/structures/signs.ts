import { sketchOf } from './sketch.ts'

/**
 * The signs of vectors: for each dimension a bitmap of the rows that are positive there, and one of no rows. A query looks at some
 * dimensions only, and counts 128 rows at a time.
 */
export interface Signs {
  bytes: Uint8Array
  stride: number // bytes from one bitmap to the next
}

const DIMENSIONS = 256
const NONE = DIMENSIONS // the bitmap of no rows

/** An odd multiple of sixteen bytes, so that bitmaps that are read together do not fall on the same lines of a cache. */
function strideOf(rows: number): number {
  return (Math.ceil(rows / 128) | 1) * 16
}

/** 32 bytes a row, and at most 8 KB more. */
export function bytesOfSigns(rows: number): number {
  return (DIMENSIONS + 1) * strideOf(rows)
}

export function signsIn(buffer: ArrayBufferLike, rows: number): Signs {
  return { bytes: new Uint8Array(buffer, 0, bytesOfSigns(rows)), stride: strideOf(rows) }
}

/** Of more than 256 dimensions, a sketch stands for the vector; fewer are as they are. */
function signed(vector: Float32Array): Float32Array {
  return vector.length > DIMENSIONS ? sketchOf(vector) : vector
}

/** Writes the signs of a row that had none. */
export function writeSigns({ bytes, stride }: Signs, row: number, vector: Float32Array): void {
  const values = signed(vector)
  const bit = 1 << (row & 7)
  for (let d = 0, at = row >>> 3; d < values.length; d++, at += stride)
    if (values[d]! > 0) bytes[at]! |= bit
}

/** Copies the signs of rows to a run of rows that had none. */
export function copySigns(from: Signs, rows: Uint32Array, to: Signs, at: number): void {
  for (let d = 0; d < DIMENSIONS; d++) {
    const source = d * from.stride
    const target = d * to.stride
    for (let i = 0, now = at; i < rows.length; i++, now++) {
      const row = rows[i]!
      const bit = (from.bytes[source + (row >>> 3)]! >>> (row & 7)) & 1
      to.bytes[target + (now >>> 3)]! |= bit << (now & 7)
    }
  }
}

/**
 * Of either sign, so many of a query's greatest dimensions count twice, and the next ones once: 160 of 256. The rest tells little and is
 * not read. All dimensions by their values would find a little more, all signs alike much less; see docs/search.md.
 */
const TWICE = 32
const ONCE = 48

const LISTS = 4 // what counts twice for being positive, for being negative, and what counts once
const ADDED = 16 // bitmaps that the kernel adds at a time
export const PLAN_WORDS = LISTS + 1 + 2 * (TWICE + ONCE)

/** What the kernel's `nearBySigns` is told of a query: ends of lists, where counting begins, and the places of bitmaps. */
export function signPlan(query: Float32Array, stride: number): Uint32Array {
  const values = signed(query)
  const [positive, negative] = [greatest(values, 1), greatest(values, -1)]
  const lists = [
    positive.subarray(0, TWICE),
    negative.subarray(0, TWICE),
    positive.subarray(TWICE, TWICE + ONCE),
    negative.subarray(TWICE, TWICE + ONCE),
  ]
  const plan = new Uint32Array(PLAN_WORDS).fill(NONE * stride)
  let end = LISTS + 1
  for (const [i, list] of lists.entries()) {
    for (let j = 0; j < list.length; j++) plan[end + j] = list[j]! * stride
    end += Math.ceil(list.length / ADDED) * ADDED
    plan[i] = 4 * end
  }
  plan[LISTS] = lists[1]!.length + Math.ceil(lists[3]!.length / 2) // keeps counts above 0
  return plan
}

const LOW_BITS = DIMENSIONS - 1

/**
 * The dimensions of one sign, the greatest first. The bits of floats above 0 are in the order of what they stand for; the last eight give
 * way to the dimension.
 */
function greatest(values: Float32Array, sign: 1 | -1): Uint32Array {
  const turned = values.map((value) => sign * value)
  const keys = new Uint32Array(turned.buffer)
  let length = 0
  for (let d = 0; d < turned.length; d++)
    if (turned[d]! > 0) keys[length++] = (keys[d]! & ~LOW_BITS) | d
  return keys
    .subarray(0, length)
    .toSorted()
    .toReversed()
    .map((key) => key & LOW_BITS)
}
