import { prefixRange, type PrefixedVocabulary } from '../structures/vocabulary.ts'

/**
 * Every term within `distance` of `word` among those that begin with `prefix`, with its place and distance. Insertions,
 * deletions, replacements and swaps of neighbours each count one (optimal string alignment; Damerau, 1964).
 *
 * One walk over the sorted terms: the row of the alignment table that belongs to a common beginning is kept, and all terms
 * with a beginning that is already too far are jumped over. It visits a few thousand of a million.
 *
 *        t r a n s f o r m      a row per letter of the term, a column per letter of the word;
 *      0 1 2 3 4 5 6 7 8 9      the rows for 'tran' serve 'trance', 'transfer', 'transform'
 *   t  1 0 1 2 …
 *
 * Of each row only the columns are filled that are no farther from its number than `distance`; beyond, every number is higher.
 */
export function nearTerms(
  vocabulary: PrefixedVocabulary,
  range: [number, number],
  skip: number,
  word: Uint8Array,
  distance: number,
): { place: number; distance: number }[] {
  const { bytes, starts, shared } = vocabulary
  const width = word.length + 1
  const deepest = word.length + distance
  const rows = new Uint8Array((deepest + 1) * width)
  for (let column = 0; column < width; column++) rows[column] = column
  const least = new Uint8Array(deepest + 1) // smallest number of each row

  const found: { place: number; distance: number }[] = []
  let known = 0 // rows that are right for the beginning shared with the term before
  for (let place = range[0]; place < range[1];) {
    const start = starts[place]! + skip
    const length = starts[place + 1]! - start
    if (place > range[0]) known = Math.min(known, Math.max(0, shared[place]! - skip))
    let depth = known
    while (depth < Math.min(length, deepest) && least[depth]! <= distance) {
      depth++
      fillRow(rows, least, width, depth, word, bytes, start, distance)
    }
    known = depth
    if (depth < length || least[depth]! > distance) {
      do
        place++ // no term that begins so is near enough
      while (place < range[1] && shared[place]! >= skip + depth)
      continue
    }
    const far = rows[depth * width + word.length]!
    if (Math.abs(depth - word.length) <= distance && far <= distance)
      found.push({ place, distance: far })
    place++
  }
  return found
}

function fillRow(
  rows: Uint8Array,
  least: Uint8Array,
  width: number,
  depth: number,
  word: Uint8Array,
  bytes: Uint8Array,
  start: number,
  distance: number,
) {
  const row = depth * width
  const above = row - width
  const letter = bytes[start + depth - 1]!
  const before = bytes[start + depth - 2]!
  const first = Math.max(1, depth - distance)
  const beyond = Math.min(width, depth + distance + 1)
  rows[row + first - 1] = first === 1 ? depth : distance + 1
  let smallest = rows[row + first - 1]!
  for (let column = first; column < beyond; column++) {
    const cost = word[column - 1] === letter ? 0 : 1
    let cell = Math.min(
      rows[above + column]! + 1,
      rows[row + column - 1]! + 1,
      rows[above + column - 1]! + cost,
    )
    if (depth > 1 && column > 1 && word[column - 2] === letter && word[column - 1] === before) {
      cell = Math.min(cell, rows[above - width + column - 2]! + 1)
    }
    rows[row + column] = cell
    if (cell < smallest) smallest = cell
  }
  if (beyond < width) rows[row + beyond] = distance + 1
  least[depth] = smallest
}

/** The terms of a vocabulary that may be a spelling of `word`: those that share its first letter, after `prefix`. */
export function spellingRange(
  vocabulary: PrefixedVocabulary,
  prefix: string,
  word: string,
): [number, number] {
  return prefixRange(vocabulary, prefix + [...word][0]!)
}
