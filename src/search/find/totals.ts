import type { Collection } from '../collection/collection.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import type { Term } from '../scoring/weigh.ts'
import type { Asked } from '../query/query.ts'
import type { Segment } from '../segment/segment.ts'
import { addAll, addBelow, keepCommon, type Bitmap } from '../structures/bitmap.ts'
import { giveBack, lentBitmap } from '../structures/lent.ts'
import { countedMost, countIn, tally } from '../structures/tally.ts'
import { union } from '../structures/union.ts'
import { placeOf } from '../structures/vocabulary.ts'

/**
 * Everything found, not only the best: papers that are allowed and have any of the terms; without words, all allowed. When time
 * runs out, `complete` is false and further terms are left out. The bitmaps are lent.
 */
export function everythingFound(
  { parts }: Collection,
  terms: Term[] | null,
  allowed: (Bitmap | null)[],
  deadline: Deadline,
): { everything: Bitmap[]; complete: boolean } {
  let complete = true
  const everything = parts.map(({ segment }, part) => {
    const may = allowed[part]!
    if (terms === null) {
      const bits = lentBitmap(segment.documents)
      return may === null ? addBelow(bits, segment.documents) : addAll(bits, may)
    }
    const found = union(segment.postings, segment.documents)
    for (const { places } of terms) {
      if (places[part]! < 0) continue
      found.add(places[part]!)
      if (deadline.late()) {
        complete = false
        break
      }
    }
    const bits = found.lent()
    return may === null ? bits : keepCommon(bits, may)
  })
  return { everything, complete }
}

/**
 * The allowed papers that say the most of what was asked for: all of it, or where no paper does, as many of the things as any
 * paper does. What is listed by date or votes must meet that, as no score puts the rest last. When time runs out, `complete` is
 * false and further things are left out. The bitmaps are lent.
 */
export function sayingMost(
  { parts }: Collection,
  asked: Asked[],
  allowed: (Bitmap | null)[],
  deadline: Deadline,
): { everything: Bitmap[]; complete: boolean } {
  let complete = true
  const said = parts.map(({ segment }, part) => {
    const things = tally(segment.documents, asked.length)
    for (const ways of complete ? asked : []) {
      const bits = documentsSaying(segment, ways)
      countIn(things, allowed[part] ? keepCommon(bits, allowed[part]) : bits)
      giveBack(bits)
      complete = !deadline.late()
      if (!complete) break
    }
    return things
  })
  return { everything: countedMost(said), complete }
}

function documentsSaying(segment: Segment, ways: Asked): Bitmap {
  const found = lentBitmap(segment.documents)
  for (const stems of ways) {
    const places = stems.map((stem) => placeOf(segment.terms, stem))
    if (places.length === 0 || places.some((place) => place < 0)) continue
    const [first, ...rest] = places
    const bits = documentsOf(segment, first!)
    for (const place of rest) {
      const other = documentsOf(segment, place)
      keepCommon(bits, other)
      giveBack(other)
    }
    addAll(found, bits)
    giveBack(bits)
  }
  return found
}

function documentsOf({ documents, postings }: Segment, term: number): Bitmap {
  const found = union(postings, documents)
  found.add(term)
  return found.lent()
}
