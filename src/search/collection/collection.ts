import type { Bitmap } from '../structures/bitmap.ts'
import { frequency } from '../structures/postings.ts'
import { inByteOrder, placeOf, termAt } from '../structures/vocabulary.ts'
import type { Segment } from '../segment/segment.ts'

/** A segment and which of its documents still count. */
export interface Part {
  key: number // of the segment; the same after deletions
  segment: Segment
  alive: Bitmap | null // null while nothing was deleted
  dead: Map<number, number> // term → how many of the deleted documents have it, so that frequencies stay exact
  deadDocuments: number
}

/** All that is searched at one moment. Never changes: a new paper makes a new collection that shares its old parts. */
export interface Collection {
  parts: Part[]
  papers: number // alive
}

export function collectionOf(parts: Part[]): Collection {
  const papers = parts.reduce((sum, part) => sum + part.segment.documents - part.deadDocuments, 0)
  return { parts, papers }
}

export function wholePart(segment: Segment, key = 0): Part {
  return { key, segment, alive: null, dead: new Map(), deadDocuments: 0 }
}

/** A document of any part as one number, exact in a double. */
export type Item = number

const PART_SIZE = 2 ** 32

export function itemOf(part: number, document: number): Item {
  return part * PART_SIZE + document
}

export function partOf(item: Item): number {
  return Math.floor(item / PART_SIZE)
}

export function documentOf(item: Item): number {
  return item >>> 0 // the rest of a division by 2 ** 32
}

export function idOf({ parts }: Collection, item: Item): string {
  const { segment } = parts[partOf(item)]!
  return termAt(segment.ids, segment.idPlace[documentOf(item)]!)
}

/** The document with this id, or -1. */
export function itemWithId({ parts }: Collection, id: string): Item {
  for (const [number, { segment, alive }] of parts.entries()) {
    const place = placeOf(segment.ids, id)
    if (place < 0) continue
    const document = segment.idDocument[place]!
    if (alive === null || alive[document >>> 5]! & (1 << (document & 31)))
      return itemOf(number, document)
  }
  return -1
}

/** Which of two equally good papers goes first: the newer one, then the smaller id. */
export function goesBefore(collection: Collection): (a: Item, b: Item) => boolean {
  const segmentOf = (item: Item) => collection.parts[partOf(item)]!.segment
  return (a, b) => {
    const [x, y] = [segmentOf(a), segmentOf(b)]
    const difference = x.days[documentOf(a)]! - y.days[documentOf(b)]!
    if (difference !== 0) return difference > 0
    if (x === y) return x.idPlace[documentOf(a)]! < y.idPlace[documentOf(b)]!
    return inByteOrder(idOf(collection, a), idOf(collection, b)) < 0
  }
}

/** In how many living papers a term is, and its number in each part (-1 where it does not occur). */
export function lookUp({ parts }: Collection, term: string): { papers: number; places: number[] } {
  let papers = 0
  const places = parts.map(({ segment, dead }) => {
    const place = placeOf(segment.terms, term)
    if (place >= 0) papers += frequency(segment.postings, place) - (dead.get(place) ?? 0)
    return place
  })
  return { papers, places }
}
