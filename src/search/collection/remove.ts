import { analyse } from '../analysis/analyse.ts'
import { readStored } from '../segment/stored.ts'
import { termsOfWord } from '../segment/terms-of.ts'
import { fullBitmap, has } from '../structures/bitmap.ts'
import { placeOf } from '../structures/vocabulary.ts'
import type { Part } from './collection.ts'

/**
 * The part without some of its documents. They are read once more, to take their terms out of the frequencies: scores after
 * a deletion are those of an index that never had them. About 100 µs a document.
 */
export function withoutDocuments(part: Part, documents: Iterable<number>): Part {
  const { segment, key } = part
  const alive = copyShared(part.alive ?? fullBitmap(segment.documents))
  const dead = new Map(part.dead)
  let deadDocuments = part.deadDocuments
  for (const document of documents) {
    if (!has(alive, document)) continue
    alive[document >>> 5]! &= ~(1 << (document & 31))
    deadDocuments++
    for (const term of termsOf(part, document)) {
      const place = placeOf(segment.terms, term)
      if (place >= 0) dead.set(place, (dead.get(place) ?? 0) + 1)
    }
  }
  return { key, segment, alive, dead, deadDocuments }
}

function termsOf({ segment }: Part, document: number): Set<string> {
  const terms = new Set<string>()
  for (const [field, texts] of readStored(segment.stored, document).texts.entries()) {
    for (const word of texts.flatMap((text) => analyse(text))) {
      for (const term of termsOfWord(word, field)) terms.add(term)
    }
  }
  return terms
}

/** Threads that search the old part must not see it change. */
function copyShared(bits: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(bits.byteLength))
  copy.set(bits)
  return copy
}
