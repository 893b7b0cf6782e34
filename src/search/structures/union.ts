import type { Bitmap } from './bitmap.ts'
import { lentBitmap } from './lent.ts'
import { deskOver, isInKernel } from './postings-desk.ts'
import { addDocuments, type Postings } from './postings.ts'

/** The documents that have any of some terms. One at a time: the next one takes its place. */
export interface Union {
  add(term: number): void
  /** Those so far, in a bitmap that is lent. */
  lent(): Bitmap
}

export function union(postings: Postings, documents: number): Union {
  if (!isInKernel(postings)) {
    const bits = lentBitmap(documents)
    return { add: (term) => addDocuments(postings, term, bits), lent: () => bits }
  }
  const desk = deskOver(postings, documents)
  desk.begin()
  return {
    add: desk.add,
    lent() {
      const bits = lentBitmap(documents)
      bits.set(desk.documents)
      return bits
    },
  }
}
