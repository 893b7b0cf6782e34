import { growing, makeRoom, push, taken } from './growing.ts'
import { size, type Vocabulary } from './vocabulary.ts'

/**
 * All terms of several vocabularies as one, and for each of those, by a term's place in it, the place in the whole. Reads all of them side
 * by side once, without making strings.
 */
export function mergedVocabulary(vocabularies: Vocabulary[]): {
  vocabulary: Vocabulary
  places: Uint32Array[]
} {
  const places = vocabularies.map((vocabulary) => new Uint32Array(size(vocabulary)))
  const heads = new Uint32Array(vocabularies.length) // the first term of each that was not taken yet
  const bytes = growing(Uint8Array)
  const starts = growing(Uint32Array)
  const holders: number[] = [] // those that begin with the least of these terms

  for (;;) {
    holders.length = 0
    for (let i = 0; i < heads.length; i++) {
      if (heads[i]! >= places[i]!.length) continue
      const order = holders.length === 0 ? 0 : compare(i, holders[0]!)
      if (order < 0) holders.length = 0
      if (order <= 0) holders.push(i)
    }
    push(starts, bytes.length)
    if (holders.length === 0) break
    take(holders[0]!)
    for (const i of holders) places[i]![heads[i]!++] = starts.length - 1
  }
  return { vocabulary: { bytes: taken(bytes), starts: taken(starts) }, places }

  function compare(i: number, j: number): number {
    const [a, b] = [vocabularies[i]!, vocabularies[j]!]
    let [x, y] = [a.starts[heads[i]!]!, b.starts[heads[j]!]!]
    const [aEnd, bEnd] = [a.starts[heads[i]! + 1]!, b.starts[heads[j]! + 1]!]
    for (; x < aEnd && y < bEnd; x++, y++)
      if (a.bytes[x] !== b.bytes[y]) return a.bytes[x]! - b.bytes[y]!
    return aEnd - x - (bEnd - y)
  }

  function take(i: number) {
    const { bytes: from, starts: ends } = vocabularies[i]!
    const end = ends[heads[i]! + 1]!
    makeRoom(bytes, end - ends[heads[i]!]!)
    for (let at = ends[heads[i]!]!; at < end; at++) bytes.numbers[bytes.length++] = from[at]!
  }
}
