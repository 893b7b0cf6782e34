import { kernelMemory, kernelOver } from '../kernel/kernel.ts'
import { sweep, sweepBytes } from './nearest.ts'
import { bytesOfSigns, copySigns, signsIn, writeSigns } from './signs.ts'

/**
 * A vector of length 1 for each row, twice: its signs, one bit a dimension, to find the likely rows fast, and eight bits
 * a dimension to compare those exactly. Both lie in the memory of a kernel, which threads share.
 */
export interface Vectors {
  memory: WebAssembly.Memory
  rows: number
  dimensions: number // a multiple of 8, up to 2,048
  model: string // whose vectors they are; only those of one model can be compared
}

const TILE = 4096 // rows that are compared in one call
const READERS = 8 // threads that may search the same memory at a time, each with a desk of its own

/** Where things lie in the memory. Signs come first because they are read in one sweep. */
function layout({ rows, dimensions }: Pick<Vectors, 'rows' | 'dimensions'>) {
  const bytes = bytesOfSigns(rows)
  const norms = bytes + Math.ceil((rows * dimensions) / 16) * 16
  const desks = norms + Math.ceil(rows / 4) * 16
  const queryBytes = Math.ceil(dimensions / 8) * 16 // in i16
  const desk = queryBytes + 8 * TILE + sweepBytes(rows) // the query, a list of rows, one result per row, what a sweep needs
  return { bytes, norms, desks, queryBytes, desk, end: desks + READERS * desk }
}

export function emptyVectors(rows: number, dimensions: number, model: string): Vectors {
  return { memory: kernelMemory(layout({ rows, dimensions }).end), rows, dimensions, model }
}

/** The parts of the memory that hold data, for writing to a file and reading back. */
export function vectorBytes(vectors: Vectors): Uint8Array {
  return new Uint8Array(vectors.memory.buffer, 0, layout(vectors).desks)
}

export function vectorsOf(unit: Float32Array[], dimensions: number, model: string): Vectors {
  const vectors = emptyVectors(unit.length, dimensions, model)
  writeRows(vectors, unit.keys(), unit)
  return vectors
}

/** Writes vectors of length 1 to these rows, each once. Nobody may search them yet. Rows that are never written are near nothing. */
export function writeRows(vectors: Vectors, to: Iterable<number>, unit: Float32Array[]): void {
  const { dimensions, rows: count } = vectors
  const { bytes, norms } = layout(vectors)
  const signs = signsIn(vectors.memory.buffer, count)
  const rows = new Int8Array(vectors.memory.buffer, bytes, count * dimensions)
  const rowNorms = new Float32Array(vectors.memory.buffer, norms, count)
  let next = 0
  for (const row of to) {
    const vector = unit[next++]!
    writeSigns(signs, row, vector)
    rowNorms[row] = quantise(vector, rows.subarray(row * dimensions, (row + 1) * dimensions), 127)
  }
}

/** Copies rows to a run of rows, not written yet, of other vectors of the same width. */
export function copyRows(from: Vectors, rows: Uint32Array, to: Vectors, at: number): void {
  const { dimensions } = from
  const source = new Uint8Array(from.memory.buffer)
  const target = new Uint8Array(to.memory.buffer)
  const [old, now] = [layout(from), layout(to)]
  copySigns(signsIn(source.buffer, from.rows), rows, signsIn(target.buffer, to.rows), at)
  for (const [i, row] of rows.entries()) {
    const move = (base: number, newBase: number, width: number) =>
      target.set(
        source.subarray(base + row * width, base + (row + 1) * width),
        newBase + (at + i) * width,
      )
    move(old.bytes, now.bytes, dimensions)
    move(old.norms, now.norms, 4)
  }
}

/** Rounds so that the largest component becomes `highest`; returns the length of the result, 0 for a vector of nothing. */
export function quantise(
  vector: Float32Array,
  out: Int8Array | Int16Array,
  highest: number,
): number {
  let largest = 0
  for (let d = 0; d < vector.length; d++) largest = Math.max(largest, Math.abs(vector[d]!))
  if (largest === 0) return 0
  let square = 0
  for (let d = 0; d < vector.length; d++) {
    out[d] = Math.round((vector[d]! * highest) / largest)
    square += out[d]! ** 2
  }
  return Math.sqrt(square)
}

/** A thread's way into the vectors. */
export interface VectorReader {
  rows: number
  dimensions: number
  /** Cosine of the query and each listed row, as stored in eight bits: -1 to 1, and 0 for a row of nothing. */
  cosines(query: Float32Array, rows: Uint32Array): Float64Array
  /** Likely the nearest rows, ascending: `wanted`, 1 or more, and those that share the last place; see `sweep`. 300,000 rows take half a millisecond. */
  nearestBySigns(query: Float32Array, wanted: number, allowed: Uint32Array | null): Uint32Array
  /** Adds a row, made length 1, times `weight` to `sum`. */
  addRow(row: number, weight: number, sum: Float32Array): void
  /** The mean of the rows, by a thousand of them evenly taken, each made length 1. Worked out once, in 1 ms. */
  mean(): Float32Array
}

/** `desk` numbers the threads, from 0; two with the same number must not read at the same time. */
export function vectorReader(vectors: Vectors, desk = 0): VectorReader {
  const kernel = kernelOver(vectors.memory)
  const { rows, dimensions } = vectors
  const { bytes, norms, desks, queryBytes, desk: deskBytes } = layout(vectors)
  const base = desks + (desk % READERS) * deskBytes
  const listAt = base + queryBytes
  const at = { query: base, list: listAt, out: listAt + 4 * TILE, sweep: listAt + 8 * TILE }
  const { stride } = signsIn(kernel.memory, rows)
  const swept = { kernel, rows, stride, desk: at.sweep }
  const highest = Math.floor(32_767 / Math.max(1, dimensions / 512)) // so that sums of products stay below 2^31
  const rowNorms = new Float32Array(kernel.memory, norms, rows)
  const query16 = new Int16Array(kernel.memory, at.query, dimensions)
  const list = new Uint32Array(kernel.memory, at.list, TILE)
  const products = new Int32Array(kernel.memory, at.out, TILE)
  let mean: Float32Array | null = null

  return {
    rows,
    dimensions,
    cosines(query, wanted) {
      const norm = quantise(query, query16, highest)
      const cosines = new Float64Array(wanted.length)
      for (let start = 0; start < wanted.length; start += TILE) {
        const tile = wanted.subarray(start, start + TILE)
        list.set(tile)
        kernel.dotRows(bytes, dimensions, at.list, tile.length, at.query, at.out)
        for (let i = 0; i < tile.length; i++) {
          const scale = norm * rowNorms[tile[i]!]!
          cosines[start + i] = scale === 0 ? 0 : products[i]! / scale
        }
      }
      return cosines
    },
    addRow(row, weight, sum) {
      const values = new Int8Array(kernel.memory, bytes + row * dimensions, dimensions)
      const norm = rowNorms[row]!
      if (norm > 0) for (let d = 0; d < dimensions; d++) sum[d]! += (weight * values[d]!) / norm
    },
    mean() {
      mean ??= meanRow(this)
      return mean
    },
    nearestBySigns: (query, wanted, allowed) => sweep(swept, query, wanted, allowed),
  }
}

const SAMPLE = 1024 // rows; their mean is within three hundredths of that of all

function meanRow({ rows, dimensions, addRow }: VectorReader): Float32Array {
  const mean = new Float32Array(dimensions)
  const step = Math.max(1, rows / SAMPLE)
  const weight = 1 / Math.min(rows, SAMPLE)
  for (let at = 0; at < rows; at += step) addRow(Math.floor(at), weight, mean)
  return mean
}
