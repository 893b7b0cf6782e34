import { eachChunk } from '../analysis/chunks.ts'
import { FIELDS, type SearchDocument } from '../document.ts'
import { fieldWorth, type Averages, type Scoring } from '../scoring/bm25f.ts'
import { columnOf, invertedOf } from '../structures/column.ts'
import { frequentTerms } from '../spelling/frequent.ts'
import { dictionary } from '../structures/dictionary.ts'
import { inByteOrder, prefixed } from '../structures/vocabulary.ts'
import { vectorsOf } from '../structures/vectors.ts'
import type { Model } from '../meaning/model.ts'
import { dayOf } from './day.ts'
import { FIELD_GAP, fieldTexts, meaningText, namesOf } from './field-text.ts'
import { TRAITS, type Segment } from './segment.ts'
import { storeWriter } from './stored.ts'
import { lexicon } from './lexicon.ts'
import { termLog } from './term-log.ts'
import { keepsEverything } from './terms-of.ts'

/** What a segment is built by; the same for all segments of an index, so that they can be merged as they are. */
export interface Recipe {
  averages: Averages
  scoring: Scoring
  model: Model | null
}

/** Positions are kept in 16 bits, and nobody reads a 60,000-word abstract; what comes later is not indexed. */
const MOST_WORDS = 60_000

const LAST_POSITION = 65_535

const MOST_CHUNKS = 500_000 // remembered, some 50 MB; most are numbers and names that never come again

let words = lexicon()

/** Documents must have distinct ids. Takes about 300 µs a paper on a busy core of 2021, and half as much again for meaning. */
export function buildSegment(documents: SearchDocument[], recipe: Recipe): Segment {
  const ordered = documents.toSorted(likesNearLikes)
  if (words.chunks.size > MOST_CHUNKS) words = lexicon()
  const { log, fieldStarts, names, vectors, stored } = readAll(ordered, recipe)
  const { terms, postings } = log.finish(words.terms)
  const vocabulary = prefixed(terms)

  const ids = dictionary()
  for (const { id } of ordered) ids.numberOf(id) // the document's own, as they are distinct
  const { vocabulary: idVocabulary, places: idPlace } = ids.vocabulary()
  const idDocument = new Uint32Array(ordered.length)
  for (const [document, place] of idPlace.entries()) idDocument[place] = document

  return {
    documents: ordered.length,
    ids: idVocabulary,
    idPlace,
    idDocument,
    terms: vocabulary,
    postings,
    frequentTerms: frequentTerms(vocabulary, postings, ordered.length),
    fieldStarts,
    days: Int32Array.from(ordered, ({ date }) => dayOf(date)),
    years: Uint16Array.from(ordered, ({ year }) => year ?? 0),
    votes: Uint32Array.from(ordered, ({ votes }) => votes),
    traits: Uint8Array.from(ordered, ({ has }) =>
      TRAITS.reduce((bits, trait, bit) => bits | (has[trait] ? 1 << bit : 0), 0),
    ),
    names: invertedOf(names),
    categories: columnOf(ordered.map((document) => document.categories)),
    topics: columnOf(ordered.map((document) => document.topics)),
    sources: columnOf(ordered.map((document) => [document.source])),
    venues: columnOf(ordered.map(({ venue }) => (venue === null ? [] : [venue]))),
    authors: columnOf(ordered.map((document) => document.authors)),
    vectors,
    stored,
  }
}

/** Papers of one field and time share words; next to each other, whole blocks are passed over. */
function likesNearLikes(a: SearchDocument, b: SearchDocument): number {
  const [x, y] = [a.categories[0] ?? '', b.categories[0] ?? '']
  if (x !== y) return x < y ? -1 : 1
  const [from, to] = [a.date ?? '', b.date ?? '']
  if (from !== to) return from < to ? -1 : 1
  return inByteOrder(a.id, b.id)
}

/** Reads each document once and keeps none of its texts, so that they can be forgotten soon. */
function readAll(documents: SearchDocument[], { averages, scoring, model }: Recipe) {
  const log = termLog()
  const fieldStarts = new Uint16Array(documents.length * FIELDS.length)
  const lengths = new Uint16Array(FIELDS.length)
  const names: string[][] = []
  const vectors: Float32Array[] = []
  const store = storeWriter()
  let position = 0

  function readText(text: string, field: number) {
    const start = position
    const keepsAll = keepsEverything(field)
    eachChunk(text, (from, to, ideographs, isPlain, units) => {
      if (position >= MOST_WORDS) return
      const place = words.find(text, units, from, to, ideographs, isPlain)
      const { cells } = words.chunks
      const end = place + 2 + 2 * cells[place + 1]!
      for (let at = place + 2; at < end; at += 2) {
        const term = cells[at]!
        if (keepsAll || term & 1) log.occur(term >>> 1, position + cells[at + 1]!)
      }
      position += cells[place]!
    })
    lengths[field]! += position - start
    position = Math.min(position + FIELD_GAP, LAST_POSITION)
  }

  for (const [document, source] of documents.entries()) {
    position = 0
    lengths.fill(0)
    const texts = fieldTexts(source)
    for (const [field, parts] of texts.entries()) {
      fieldStarts[document * FIELDS.length + field] = position
      for (const text of parts) readText(text, field)
      log.endField()
    }
    log.endDocument(fieldWorth(lengths, averages, scoring), scoring.k1)
    names.push(namesOf(texts))
    if (model) vectors.push(model.embed(meaningText(texts)))
    store.add({ id: source.id, texts })
  }
  return {
    log,
    fieldStarts,
    names,
    vectors: model && vectorsOf(vectors, model.dimensions, model.name),
    stored: store.finish(),
  }
}
