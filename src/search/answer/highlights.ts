import { chunkReader } from '../analysis/analyse.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { otherBeginnings } from '../analysis/one-spelling.ts'
import type { Query } from '../query/query.ts'

/** Ranges of the clean text, UTF-16, ascending and apart: what to mark. */
export interface Highlights {
  title: [start: number, end: number][]
  abstract: [start: number, end: number][]
}

/** The terms that a hit is marked for: the words of the query and of its phrases. */
export function markedTerms({ words, clauses }: Query): Set<string> {
  const phrases = clauses
    .filter(({ not }) => !not)
    .flatMap(({ anyOf }) => anyOf)
    .flatMap((condition) =>
      condition.kind === 'phrase' ? condition.phrase.words.map(({ term }) => term) : [],
    )
  return new Set([...words.map(({ stem }) => stem), ...phrases])
}

const readChunk = chunkReader()

/** What is known of the chunks that were looked at for these terms: one set of terms marks all hits of a page. */
interface Marker {
  letters: Uint8Array // of ASCII, 1 for what a plain word with a term may begin with
  holds: Map<string, boolean>
}

const markers = new WeakMap<Set<string>, Marker>()

export function highlight(text: string, terms: Set<string>): [start: number, end: number][] {
  const ranges: [number, number][] = []
  const { letters, holds } = markerOf(terms)
  eachChunk(text, (start, end, ideographs, isPlain, units) => {
    // a plain word begins like its terms: nine words in ten end here. What is not plain is always looked into
    if (isPlain && letters[units[start]! | SHIFT_TO_LOWER] === 0) return
    const chunk = text.slice(start, end)
    let isMarked = holds.get(chunk)
    if (isMarked === undefined) {
      const { words } = readChunk(chunk, ideographs)
      isMarked = words.some(({ stem, exact }) => terms.has(stem) || terms.has(exact))
      holds.set(chunk, isMarked)
    }
    if (isMarked) ranges.push([start, end])
  })
  return ranges
}

function markerOf(terms: Set<string>): Marker {
  let marker = markers.get(terms)
  if (!marker) {
    marker = { letters: firstLetters(terms), holds: new Map() }
    markers.set(terms, marker)
  }
  return marker
}

const SHIFT_TO_LOWER = 32 // between 'A' and 'a'

/** The ASCII letters and digits that any term begins with. */
function firstLetters(terms: Set<string>): Uint8Array {
  const letters = new Uint8Array(128)
  for (const term of terms) {
    const first = term[term.startsWith('=') ? 1 : 0] ?? ''
    for (const letter of first + otherBeginnings(first)) letters[letter.charCodeAt(0) & 127] = 1
  }
  return letters
}
