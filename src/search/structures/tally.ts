import { bitmap, keepCommon, type Bitmap } from './bitmap.ts'

const PLANES = 8
export const MOST_TALLIED = 2 ** PLANES - 1

/** How many of some sets each number is in: bit p of all counts lies in plane p, so 32 numbers are counted at a time. */
export type Tally = Bitmap[]

export function tally(size: number): Tally {
  return Array.from({ length: PLANES }, () => bitmap(size))
}

/** Counts a set, of at most `MOST_TALLIED`: adds 1 to each of its numbers and carries. */
export function countIn(planes: Tally, bits: Bitmap): void {
  for (let word = 0; word < bits.length; word++) {
    let carry = bits[word]!
    for (let plane = 0; carry !== 0 && plane < PLANES; plane++) {
      const both = planes[plane]![word]! & carry
      planes[plane]![word]! ^= carry
      carry = both
    }
  }
}

/** The numbers of all tallies that are in the most sets; none where none is in any. */
export function countedMost(tallies: Tally[]): Bitmap[] {
  let most: Bitmap[] | null = null
  for (let plane = PLANES - 1; plane >= 0; plane--) {
    const higher: Bitmap[] = tallies.map((planes, i) =>
      most ? keepCommon(most[i]!.slice(), planes[plane]!) : planes[plane]!,
    )
    if (higher.some((bits) => bits.some((word) => word !== 0))) most = higher
  }
  return most ?? tallies.map(([lowest]) => new Uint32Array(lowest!.length))
}
