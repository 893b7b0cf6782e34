import type { Collection } from '../collection/collection.ts'
import { TRAITS, type Segment } from '../segment/segment.ts'
import { addBelow, count, numbersIn, removeAll, type Bitmap } from '../structures/bitmap.ts'
import { giveBack, lentBitmap } from '../structures/lent.ts'
import type { Column } from '../structures/column.ts'
import { top } from '../structures/top.ts'
import { placeOf, size, termAt } from '../structures/vocabulary.ts'

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

/** What is counted in one part; values by their place in its columns. */
interface Counts {
  year: Uint32Array
  traits: Uint32Array // by all bits together
  categories: Uint32Array
  topics: Uint32Array
  sources: Uint32Array
}

type Listed = 'categories' | 'topics' | 'sources'

/** `found` is one bitmap per part. Takes about 5 ns a paper and value, of the fewer of those found and those not. */
export function countFacets({ parts }: Collection, found: Bitmap[]): FacetCounts {
  const segments = parts.map(({ segment }) => segment)
  const counts = segments.map((segment, part) => countsOf(segment, found[part]!))
  const valuesOf = (column: Listed) =>
    mostFrequent(
      segments.map((segment) => segment[column]),
      counts.map((ofPart) => ofPart[column]),
    )
  return {
    year: newestFirst(counts.map(({ year }) => year)),
    has: traitsOf(counts.map(({ traits }) => traits)),
    category: valuesOf('categories'),
    topic: valuesOf('topics'),
    source: valuesOf('sources'),
  }
}

const wholes = new WeakMap<Segment, Counts>()

/** When most are found, those that are not are taken from what the whole segment has. */
function countsOf(segment: Segment, found: Bitmap): Counts {
  if (2 * count(found) <= segment.documents) return counted(segment, listed(found))
  let whole = wholes.get(segment)
  if (!whole) {
    whole = counted(
      segment,
      Uint32Array.from({ length: segment.documents }, (_, i) => i),
    )
    wholes.set(segment, whole)
  }
  const others = addBelow(lentBitmap(segment.documents), segment.documents)
  const missing = counted(segment, listed(removeAll(others, found)))
  giveBack(others)
  return {
    year: difference(whole.year, missing.year),
    traits: difference(whole.traits, missing.traits),
    categories: difference(whole.categories, missing.categories),
    topics: difference(whole.topics, missing.topics),
    sources: difference(whole.sources, missing.sources),
  }
}

let room = new Uint32Array(0) // kept from one query to the next, as it may be a megabyte

/** The numbers of a set, until the next one is listed. */
function listed(bits: Bitmap): Uint32Array {
  if (32 * bits.length > room.length) room = new Uint32Array(32 * bits.length)
  return numbersIn(bits, room)
}

function difference(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((value, i) => value - (b[i] ?? 0))
}

function counted(segment: Segment, documents: Uint32Array): Counts {
  return {
    year: tallied(segment.years, documents),
    traits: tallied(segment.traits, documents),
    categories: talliedColumn(segment.categories, documents),
    topics: talliedColumn(segment.topics, documents),
    sources: talliedColumn(segment.sources, documents),
  }
}

/** How many of the documents have each value, up to the highest. */
function tallied(values: Uint16Array | Uint8Array, documents: Uint32Array): Uint32Array {
  let highest = 0
  for (let i = 0; i < documents.length; i++) highest = Math.max(highest, values[documents[i]!]!)
  const counts = new Uint32Array(highest + 1)
  for (let i = 0; i < documents.length; i++) counts[values[documents[i]!]!]!++
  return counts
}

function talliedColumn({ values, starts, ids }: Column, documents: Uint32Array): Uint32Array {
  const counts = new Uint32Array(size(values))
  for (let i = 0; i < documents.length; i++) {
    const end = starts[documents[i]! + 1]!
    for (let at = starts[documents[i]!]!; at < end; at++) counts[ids[at]!]!++
  }
  return counts
}

/** The years that any paper has; 0 stands for none known. */
function newestFirst(counts: Uint32Array[]): FacetValue[] {
  const found: FacetValue[] = []
  for (let year = Math.max(...counts.map(({ length }) => length)) - 1; year > 0; year--) {
    const papers = counts.reduce((sum, ofPart) => sum + (ofPart[year] ?? 0), 0)
    if (papers > 0) found.push({ value: String(year), count: papers })
  }
  return found
}

function traitsOf(counts: Uint32Array[]): FacetValue[] {
  return TRAITS.map((value, bit) => ({
    value,
    count: counts.reduce((sum, ofPart) => sum + havingBit(ofPart, bit), 0),
  })).filter((one) => one.count > 0)
}

function havingBit(counts: Uint32Array, bit: number): number {
  return counts.reduce((sum, papers, traits) => sum + ((traits >>> bit) & 1) * papers, 0)
}

/**
 * What is among the most frequent of all parts has in one of them at least its share of what the last of those has in a single part. Only
 * the names of such values are looked up; there may be many thousands.
 */
function mostFrequent(columns: Column[], counts: Uint32Array[]): FacetValue[] {
  const least = Math.max(1, ...counts.map(lastOfMost)) / counts.length
  const values = new Set<string>()
  for (const [part, ofPart] of counts.entries())
    for (let place = 0; place < ofPart.length; place++)
      if (ofPart[place]! >= least) values.add(termAt(columns[part]!.values, place))
  const inAll = (value: string) =>
    columns.reduce((sum, column, part) => {
      const place = placeOf(column.values, value)
      return place < 0 ? sum : sum + counts[part]![place]!
    }, 0)
  return Array.from(values, (value) => ({ value, count: inAll(value) }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES)
}

/** What the last of the most frequent values of one part has, 0 if there are fewer. */
function lastOfMost(counts: Uint32Array): number {
  const best = top(MOST_VALUES, () => false)
  for (let place = 0; place < counts.length; place++) best.offer(counts[place]!, place)
  return best.threshold()
}
