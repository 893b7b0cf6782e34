import { FIELDS } from '../document.ts'
import type { Phrase } from '../query/query.ts'
import { fieldAt } from '../segment/fields-of.ts'
import type { Segment } from '../segment/segment.ts'
import { add, bitmap, type Bitmap } from '../structures/bitmap.ts'
import { frequency } from '../structures/postings.ts'
import { postingCursor, type PostingCursor } from '../structures/postings-cursor.ts'
import { placeOf } from '../structures/vocabulary.ts'
import type { Deadline } from '../scoring/best-by-words.ts'

const BETWEEN_LOOKS = 256 // documents checked before the clock is looked at

/** The documents that hold the phrase. `complete` is false when time ran out. */
export function documentsWithPhrase(
  segment: Segment,
  phrase: Phrase,
  deadline: Deadline,
): { bits: Bitmap; complete: boolean } {
  const bits = bitmap(segment.documents)
  const needed = cursorsOf(segment, phrase)
  if (needed === null) return { bits, complete: true }

  const field = phrase.field === null ? -1 : FIELDS.indexOf(phrase.field)
  let document = 0
  for (let looked = 1; ; looked++) {
    document = nextCommon(needed, document)
    if (document === Infinity) return { bits, complete: true }
    if (standsThere(segment, needed, document, field)) add(bits, document)
    document++
    if (looked % BETWEEN_LOOKS === 0 && deadline.late()) return { bits, complete: false }
  }
}

interface Needed {
  cursor: PostingCursor
  at: number // place in the phrase
  papers: number
}

function cursorsOf({ terms, postings }: Segment, { words }: Phrase): Needed[] | null {
  const needed: Needed[] = []
  for (const { term, at } of words) {
    const place = placeOf(terms, term)
    if (place < 0) return null
    needed.push({
      cursor: postingCursor(postings, place),
      at,
      papers: frequency(postings, place),
    })
  }
  return needed.toSorted((a, b) => a.papers - b.papers)
}

/** The first document from `from` on that all have, the rarest leading. */
function nextCommon(needed: Needed[], from: number): number {
  let document = needed[0]!.cursor.seek(from)
  for (let i = 1; i < needed.length && document !== Infinity;) {
    const found = needed[i]!.cursor.seek(document)
    if (found === document) i++
    else {
      document = found === Infinity ? Infinity : needed[0]!.cursor.seek(found)
      i = 1
    }
  }
  return document
}

function standsThere(segment: Segment, needed: Needed[], document: number, field: number): boolean {
  if (needed.length === 1 && field < 0) return true
  const first = needed[0]!
  const others = needed
    .slice(1)
    .map(({ cursor, at }) => ({ at, positions: new Set(cursor.positions()) }))
  return first.cursor.positions().some((position) => {
    const start = position - first.at
    return (
      (field < 0 || fieldAt(segment, document, position) === field) &&
      others.every(({ at, positions }) => positions.has(start + at))
    )
  })
}
