import { sketchOf } from './sketch.ts'

const SIGNS = 256
export const SIGN_BYTES = SIGNS / 8

/** Of more than 256 dimensions, a sketch stands for the vector; fewer are as they are. */
function shortened(vector: Float32Array): Float32Array {
  return vector.length > SIGNS ? sketchOf(vector) : vector
}

/** Eight dimensions to a byte, 1 for positive. */
export function signsOf(vector: Float32Array): Uint8Array {
  return bitsWhere(shortened(vector), (value) => value > 0)
}

const HIGHEST = 7

/**
 * What rows of signs are compared with: the signs of the query and its dimensions rounded to four bits, -7 to 7 in two's complement,
 * as one row of bits for each power: 1, 2, 4, -8.
 */
export function queryPlanes(query: Float32Array): Uint8Array {
  const short = shortened(query)
  const largest = short.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  const rounded = short.map((value) => Math.round((HIGHEST * value) / largest))
  const planes = new Uint8Array(5 * SIGN_BYTES)
  planes.set(bitsWhere(short, (value) => value > 0))
  for (let power = 0; power < 4; power++)
    planes.set(
      bitsWhere(rounded, (value) => ((value >> power) & 1) === 1),
      (power + 1) * SIGN_BYTES,
    )
  return planes
}

function bitsWhere(values: Float32Array, isSet: (value: number) => boolean): Uint8Array {
  const bits = new Uint8Array(SIGN_BYTES)
  for (let d = 0; d < values.length; d++) if (isSet(values[d]!)) bits[d >>> 3]! |= 1 << (d & 7)
  return bits
}
