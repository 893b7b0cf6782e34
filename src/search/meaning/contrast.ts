import { kernelMemory, kernelOver, type Kernel } from '../kernel/kernel.ts'

/** Two batches of `rows` vectors and what is derived from them, in the memory of one kernel. */
export interface Contrast {
  left: Float32Array // rows × dimensions, each of length 1
  right: Float32Array
  leftGradient: Float32Array
  rightGradient: Float32Array
  /** Fills the gradients of the mean loss; returns the loss. */
  run(): number
}

/**
 * In-batch contrast (InfoNCE, van den Oord et al., 2018) both ways: row i of `left` should be nearer to row i of `right`
 * than to any other row, and the other way round. `temperature` divides cosines; smaller looks harder at near misses.
 */
export function contrast(rows: number, dimensions: number, temperature: number): Contrast {
  const vectors = rows * dimensions * 4
  const memory = kernelMemory(4 * vectors + rows * rows * 4)
  const kernel = kernelOver(memory)
  const view = (at: number) => new Float32Array(kernel.memory, at, rows * dimensions)
  const similarity = new Float32Array(kernel.memory, 4 * vectors, rows * rows)

  return {
    left: view(0),
    right: view(vectors),
    leftGradient: view(2 * vectors),
    rightGradient: view(3 * vectors),
    run() {
      kernel.timesTransposed(0, vectors, 4 * vectors, rows, rows, dimensions)
      const loss = differentiate(similarity, rows, temperature)
      gradients(kernel, rows, dimensions)
      return loss
    },
  }
}

function gradients(kernel: Kernel, rows: number, dimensions: number) {
  const vectors = rows * dimensions * 4
  kernel.times(4 * vectors, rows * 4, 4, vectors, 2 * vectors, rows, rows, dimensions)
  kernel.times(4 * vectors, 4, rows * 4, 0, 3 * vectors, rows, rows, dimensions)
}

/** Turns cosines into the loss's derivative by each of them, in place. Returns the mean loss of both directions. */
function differentiate(similarity: Float32Array, rows: number, temperature: number): number {
  const rowSums = new Float64Array(rows)
  const columnSums = new Float64Array(rows)
  let loss = 0
  for (let i = 0; i < rows; i++) loss -= (2 * (similarity[i * rows + i]! - 1)) / temperature
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < rows; j++, at++) {
      const weight = Math.exp((similarity[at]! - 1) / temperature) // a cosine is at most 1, so nothing overflows
      similarity[at] = weight
      sum += weight
      columnSums[j]! += weight
    }
    rowSums[i] = sum
  }
  for (let i = 0; i < rows; i++) loss += Math.log(rowSums[i]!) + Math.log(columnSums[i]!)
  const scale = 1 / (2 * rows * temperature)
  for (let i = 0; i < rows; i++) {
    rowSums[i] = scale / rowSums[i]!
    columnSums[i] = scale / columnSums[i]!
  }
  for (let i = 0, at = 0; i < rows; i++) {
    const row = rowSums[i]!
    for (let j = 0; j < rows; j++, at++) similarity[at] = similarity[at]! * (row + columnSums[j]!)
    similarity[i * rows + i]! -= 2 * scale
  }
  return loss / (2 * rows)
}
