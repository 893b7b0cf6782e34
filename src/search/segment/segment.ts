import type { Column, Inverted } from '../structures/column.ts'
import type { Postings } from '../structures/postings.ts'
import type { PrefixedVocabulary, Vocabulary } from '../structures/vocabulary.ts'
import type { Vectors } from '../structures/vectors.ts'
import type { StoredDocuments } from './stored.ts'

/**
 * A part of the index that never changes: some documents and everything that finds them. Which of them are still
 * alive is kept outside. Documents are numbered from 0; every array without a comment has one entry per document.
 */
export interface Segment {
  documents: number
  ids: Vocabulary
  idPlace: Uint32Array // document → its place in `ids`
  idDocument: Uint32Array // place in `ids` → document
  terms: PrefixedVocabulary // stems, and unstemmed forms that begin with '='
  postings: Postings // by term
  frequentTerms: PrefixedVocabulary // see `spelling/frequent.ts`
  fieldStarts: Uint16Array // five per document: the position of each field's first word
  days: Int32Array // since 1970, NO_DAY when unknown
  years: Uint16Array // 0 when unknown
  votes: Uint32Array
  traits: Uint8Array // of `TRAITS`, one bit each
  names: Inverted // names of systems, and what stands before the colon of a title, as `nameOf` writes them
  categories: Column
  topics: Column
  sources: Column
  venues: Column
  authors: Column
  vectors: Vectors | null // null when the index was built without a meaning model
  stored: StoredDocuments
}

export const NO_DAY = -0x80000000

/** What `has:` asks for; bit numbers of `Segment.traits`. */
export const TRAITS = ['code', 'data', 'model', 'math'] as const
