import type { Collection } from '../collection/collection.ts'
import { TRAITS } from '../segment/segment.ts'
import { eachIn, type Bitmap } from '../structures/bitmap.ts'
import type { Column } from '../structures/column.ts'
import { size, termAt } from '../structures/vocabulary.ts'

/** How many of the papers found have each value, most frequent first. */
export interface FacetCounts {
  year: FacetValue[] // newest first
  category: FacetValue[]
  topic: FacetValue[]
  has: FacetValue[]
  source: FacetValue[]
}

interface FacetValue {
  value: string
  count: number
}

const MOST_VALUES = 30 // a page shows ten, and 'more' the rest; the tail is noise
const LAST_YEAR = 65_535

/** `found` is one bitmap per part. Takes about 5 ns a paper and value. */
export function countFacets({ parts }: Collection, found: Bitmap[]): FacetCounts {
  const years = new Uint32Array(LAST_YEAR + 1)
  const traits = new Uint32Array(TRAITS.length)
  const columns = {
    category: new Map<string, number>(),
    topic: new Map<string, number>(),
    source: new Map<string, number>(),
  }
  for (const [number, { segment }] of parts.entries()) {
    eachIn(found[number]!, (document) => {
      years[segment.years[document]!]!++
      for (let bit = 0; bit < TRAITS.length; bit++)
        traits[bit]! += (segment.traits[document]! >>> bit) & 1
    })
    countColumn(segment.categories, found[number]!, columns.category)
    countColumn(segment.topics, found[number]!, columns.topic)
    countColumn(segment.sources, found[number]!, columns.source)
  }
  return {
    year: newestFirst(years),
    has: TRAITS.map((value, bit) => ({ value, count: traits[bit]! })).filter(
      ({ count }) => count > 0,
    ),
    category: mostFrequent(columns.category),
    topic: mostFrequent(columns.topic),
    source: mostFrequent(columns.source),
  }
}

/** The years that any paper has; 0 stands for none known. */
function newestFirst(counts: Uint32Array): FacetValue[] {
  const found: FacetValue[] = []
  for (let year = LAST_YEAR; year > 0; year--)
    if (counts[year]! > 0) found.push({ value: String(year), count: counts[year]! })
  return found
}

function countColumn(column: Column, found: Bitmap, counts: Map<string, number>) {
  const byPlace = new Uint32Array(size(column.values))
  const { starts, ids } = column
  eachIn(found, (document) => {
    for (let i = starts[document]!; i < starts[document + 1]!; i++) byPlace[ids[i]!]!++
  })
  for (const [place, count] of byPlace.entries()) {
    if (count === 0) continue
    const value = termAt(column.values, place)
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
}

function mostFrequent(counts: Map<string, number>): FacetValue[] {
  return Array.from(counts, ([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES)
}
