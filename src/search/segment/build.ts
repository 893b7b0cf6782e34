import { chunkReader } from '../analysis/analyse.ts'
import { chunkTable } from '../analysis/chunk-table.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { FIELDS, type SearchDocument } from '../document.ts'
import { fieldWorth, type Averages, type Scoring } from '../scoring/bm25f.ts'
import { columnOf, invertedOf } from '../structures/column.ts'
import { inByteOrder, vocabularyOf } from '../structures/vocabulary.ts'
import { vectorsOf } from '../structures/vectors.ts'
import type { Model } from '../meaning/model.ts'
import { dayOf } from './day.ts'
import { FIELD_GAP, fieldTexts, meaningText, namesOf } from './field-text.ts'
import { TRAITS, type Segment } from './segment.ts'
import { storeDocuments } from './stored.ts'
import { termLog } from './term-log.ts'
import { keepsEverything, termsOfWord } from './terms-of.ts'

/** What a segment is built by; the same for all segments of an index, so that they can be merged as they are. */
export interface Recipe {
  averages: Averages
  scoring: Scoring
  model: Model | null
}

/** Positions are kept in 16 bits, and nobody reads a 60,000-word abstract; what comes later is not indexed. */
const MOST_WORDS = 60_000

const LAST_POSITION = 65_535

const readChunk = chunkReader()

/** Documents must have distinct ids. Takes 50 µs a paper for words and 15 µs for meaning. */
export function buildSegment(documents: SearchDocument[], recipe: Recipe): Segment {
  const ordered = documents.toSorted(likesNearLikes)
  const { log, numbers, fieldStarts, texts } = readAll(ordered, recipe)
  const terms = [...numbers.keys()].toSorted(inByteOrder)
  const rank = new Uint32Array(terms.length)
  for (const [place, term] of terms.entries()) rank[numbers.get(term)!] = place

  const ids = ordered.map((document) => document.id).toSorted(inByteOrder)
  const places = new Map(ids.map((id, place) => [id, place]))
  const idPlace = Uint32Array.from(ordered, (document) => places.get(document.id)!)
  const idDocument = new Uint32Array(ids.length)
  for (const [document, place] of idPlace.entries()) idDocument[place] = document

  return {
    documents: ordered.length,
    ids: vocabularyOf(ids),
    idPlace,
    idDocument,
    terms: vocabularyOf(terms),
    postings: log.finish(ordered.length, rank),
    fieldStarts,
    days: Int32Array.from(ordered, ({ date }) => dayOf(date)),
    years: Uint16Array.from(ordered, ({ year }) => year ?? 0),
    votes: Uint32Array.from(ordered, ({ votes }) => votes),
    traits: Uint8Array.from(ordered, ({ has }) =>
      TRAITS.reduce((bits, trait, bit) => bits | (has[trait] ? 1 << bit : 0), 0),
    ),
    names: invertedOf(ordered.map(namesOf)),
    categories: columnOf(ordered.map((document) => document.categories)),
    topics: columnOf(ordered.map((document) => document.topics)),
    sources: columnOf(ordered.map((document) => [document.source])),
    venues: columnOf(ordered.map(({ venue }) => (venue === null ? [] : [venue]))),
    authors: columnOf(ordered.map((document) => document.authors)),
    vectors:
      recipe.model &&
      vectorsOf(
        texts.map((text) => recipe.model!.embed(meaningText(text))),
        recipe.model.dimensions,
        recipe.model.name,
      ),
    stored: storeDocuments(
      texts.map((ofDocument, i) => ({ id: ordered[i]!.id, texts: ofDocument })),
    ),
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

function readAll(documents: SearchDocument[], { averages, scoring }: Recipe) {
  const log = termLog()
  const numbers = new Map<string, number>()
  const chunks = chunkTable()
  const widths: number[] = []
  const everything: (number[] | undefined)[] = [] // by chunk: term, position in the chunk, term, position …
  const abstracts: (number[] | undefined)[] = []
  const fieldStarts = new Uint16Array(documents.length * FIELDS.length)
  const lengths = new Uint16Array(FIELDS.length)
  const texts: string[][][] = []

  const numberOf = (term: string) => {
    let number = numbers.get(term)
    if (number === undefined) numbers.set(term, (number = numbers.size))
    return number
  }
  /** A term gets its number when it is first met in a kind of field that keeps it, so none is without postings. */
  const read = (number: number, field: number, chunk: string, ideographs: boolean): number[] => {
    const { words, width } = readChunk(chunk, ideographs)
    widths[number] = width
    const kind = keepsEverything(field) ? everything : abstracts
    return (kind[number] = words.flatMap((word) =>
      termsOfWord(word, field).flatMap((term) => [numberOf(term), word.at]),
    ))
  }

  for (const [document, source] of documents.entries()) {
    let position = 0
    lengths.fill(0)
    const clean = fieldTexts(source)
    texts.push(clean)
    for (const [field, parts] of clean.entries()) {
      const at = document * FIELDS.length + field
      const known = keepsEverything(field) ? everything : abstracts
      fieldStarts[at] = position
      for (const text of parts) {
        const start = position
        eachChunk(text, (from, to, ideographs) => {
          if (position >= MOST_WORDS) return
          const number = chunks.numberOf(text, from, to)
          if (number === widths.length) {
            widths.push(0)
            everything.push(undefined) // no holes: an array with large ones is a hash table
            abstracts.push(undefined)
          }
          const terms = known[number] ?? read(number, field, text.slice(from, to), ideographs)
          for (let i = 0; i < terms.length; i += 2)
            log.occur(terms[i]!, field, position + terms[i + 1]!)
          position += widths[number]!
        })
        lengths[field]! += position - start
        position = Math.min(position + FIELD_GAP, LAST_POSITION)
      }
    }
    log.endDocument(document, fieldWorth(lengths, averages, scoring), scoring.k1)
  }
  return { log, numbers, fieldStarts, texts }
}
