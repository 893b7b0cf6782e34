import { analyse } from '../analysis/analyse.ts'
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
    .flatMap((condition) => (condition.kind === 'phrase' ? condition.phrase.words.map(({ term }) => term) : []))
  return new Set([...words.map(({ stem }) => stem), ...phrases])
}

export function highlight(text: string, terms: Set<string>): [start: number, end: number][] {
  const ranges: [number, number][] = []
  for (const { stem, exact, start, end } of analyse(text)) {
    if (!terms.has(stem) && !terms.has(exact)) continue
    const last = ranges.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else ranges.push([start, end])
  }
  return ranges
}
