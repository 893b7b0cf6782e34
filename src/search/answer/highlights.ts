import { chunkReader } from '../analysis/analyse.ts'
import { eachChunk } from '../analysis/chunks.ts'
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

export function highlight(text: string, terms: Set<string>): [start: number, end: number][] {
  const ranges: [number, number][] = []
  eachChunk(text, (start, end, ideographs) => {
    const { words } = readChunk(text.slice(start, end), ideographs)
    if (words.some(({ stem, exact }) => terms.has(stem) || terms.has(exact)))
      ranges.push([start, end])
  })
  return ranges
}
