import { keepCommon, type Bitmap } from './bitmap.ts'
import { giveBack, lentBitmap } from './lent.ts'

/** How many of some sets each number is in: bit p of all counts lies in plane p, so 32 numbers are counted at a time. */
export type Tally = Bitmap[]

/** Of numbers below `size`, for at most so many sets. Its bitmaps are lent. */
export function tally(size: number, sets: number): Tally {
  return Array.from({ length: Math.max(1, 32 - Math.clz32(sets)) }, () => lentBitmap(size))
}

/** Counts a set: adds 1 to each of its numbers and carries. */
export function countIn(planes: Tally, bits: Bitmap): void {
  for (let word = 0; word < bits.length; word++) {
    let carry = bits[word]!
    for (let plane = 0; carry !== 0; plane++) {
      const both = planes[plane]![word]! & carry
      planes[plane]![word]! ^= carry
      carry = both
    }
  }
}

/**
 * The numbers of all tallies that are in the most sets; none where none is in any. The tallies, which are for as many sets,
 * are given back but for what is returned.
 */
export function countedMost(tallies: Tally[]): Bitmap[] {
  const planes = tallies[0]?.length ?? 0
  let most: Bitmap[] | null = null
  for (let plane = planes - 1; plane >= 0; plane--) {
    const higher = tallies.map((ofPart) => ofPart[plane]!)
    if (most === null) {
      if (plane === 0 || higher.some(isAny)) most = higher
      else for (const bits of higher) giveBack(bits)
      continue
    }
    const among = most
    if (higher.some((bits, i) => haveCommon(among[i]!, bits)))
      for (const [i, bits] of higher.entries()) keepCommon(among[i]!, bits)
    for (const bits of higher) giveBack(bits)
  }
  return most ?? []
}

function isAny(bits: Bitmap): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return true
  return false
}

function haveCommon(a: Bitmap, b: Bitmap): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word]! & b[word]!) !== 0) return true
  return false
}
