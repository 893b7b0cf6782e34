import type { Vocabulary } from './vocabulary.ts'

/**
 * Puts numbers of distinct terms in the byte order of those, in place. Three bytes and a place make a number that is sorted natively, and
 * then those that begin alike are sorted by the next three: a third of what comparing strings takes.
 */
export function sortByBytes(numbers: Uint32Array, { bytes, starts }: Vocabulary): void {
  sortRange(0, numbers.length, 0)

  function sortRange(from: number, to: number, depth: number) {
    if (to - from <= FEW) return sortFew(from, to, depth)
    if (depth > DEEPEST) {
      numbers.subarray(from, to).sort((a, b) => compare(a, b, depth))
      return
    }
    const keys = new Float64Array(to - from)
    for (let i = 0; i < keys.length; i++) keys[i] = keyOf(numbers[from + i]!, depth) * PLACES + i
    keys.sort()
    const former = numbers.slice(from, to)
    for (let i = 0; i < keys.length; i++) numbers[from + i] = former[keys[i]! % PLACES]!
    for (let i = 0, begin = 0; i < keys.length; begin = i) {
      const beyond = (Math.floor(keys[begin]! / PLACES) + 1) * PLACES
      while (i < keys.length && keys[i]! < beyond) i++
      sortRange(from + begin, from + i, depth + BYTES_AT_ONCE)
    }
  }

  /** By insertion. */
  function sortFew(from: number, to: number, depth: number) {
    for (let i = from + 1; i < to; i++) {
      const number = numbers[i]!
      let at = i
      for (; at > from && compare(numbers[at - 1]!, number, depth) > 0; at--)
        numbers[at] = numbers[at - 1]!
      numbers[at] = number
    }
  }

  /** The next bytes as one number; behind the end of a term is less than any byte. */
  function keyOf(number: number, depth: number): number {
    const end = starts[number + 1]!
    let key = 0
    for (let i = 0, at = starts[number]! + depth; i < BYTES_AT_ONCE; i++, at++)
      key = key * VALUES + (at < end ? bytes[at]! + 1 : 0)
    return key
  }

  function compare(a: number, b: number, depth: number): number {
    const [aEnd, bEnd] = [starts[a + 1]!, starts[b + 1]!]
    let x = starts[a]! + depth
    let y = starts[b]! + depth
    for (; x < aEnd && y < bEnd; x++, y++) if (bytes[x] !== bytes[y]) return bytes[x]! - bytes[y]!
    return aEnd - x - (bEnd - y)
  }
}

const FEW = 12 // terms that are faster put in order one by one
const DEEPEST = 300 // bytes that many begin alike with before they are compared instead, as calls would nest too deep
const BYTES_AT_ONCE = 3
const VALUES = 257 // of a byte, or none
const PLACES = 2 ** 28 // 257 ** 3 of them are less than 2 ** 53, up to which doubles hold whole numbers
