import { renderAbstract, renderTitle } from '../../papers/text.ts'
import {
  documentOf,
  goesBefore,
  idOf,
  itemWithId,
  partOf,
  type Collection,
} from '../collection/collection.ts'
import { bestOf } from '../find/best-of.ts'
import { countFacets } from '../find/facets.ts'
import { allowedDocuments, DEPTH, find, type Found, type Ranking } from '../find/find.ts'
import { VOICES, type Voices } from '../find/fusion.ts'
import { everythingFound } from '../find/totals.ts'
import type { Model } from '../meaning/model.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import { asBm25, SCORING } from '../scoring/bm25f.ts'
import { weigh, type Term } from '../scoring/weigh.ts'
import type { Hit, Result, SearchOptions } from '../search.ts'
import { readStored } from '../segment/stored.ts'
import { corrected } from '../spelling/correct.ts'
import { add, count, type Bitmap } from '../structures/bitmap.ts'
import type { VectorReader } from '../structures/vectors.ts'
import { explain } from './explain.ts'
import { highlight, markedTerms } from './highlights.ts'
import { voicesFor } from './voices.ts'

/** What queries are answered from at one moment. */
export interface Sources {
  collection: Collection
  readers: (VectorReader | null)[] // one per part
  model: Model | null
  timeLimit: number // milliseconds a query gets before it is answered with what was found
}

const MOST_HITS = 100
const HITS = 20

/** Milliseconds. A hundred times what a query takes; only mischief takes longer, and it must not keep others waiting. */
export const TIME_LIMIT = 50

export function answer(
  sources: Sources,
  typed: string,
  options: SearchOptions,
  now: () => number,
): Result {
  const started = now()
  const deadline = { late: () => now() - started > sources.timeLimit }
  const { collection } = sources
  const limit = Math.min(Math.max(0, options.limit ?? HITS), MOST_HITS)
  const offset = Math.max(0, options.offset ?? 0)

  const asked = parseQuery(typed)
  const { words, corrections } = corrected(collection, asked.words)
  const query = { ...asked, words }
  const terms = weigh(collection, words, SCORING.exactShare)
  const { allowed, complete } = allowedDocuments(collection, query.clauses, deadline)

  const text = corrections.reduce(
    (whole, { from, to }) => whole.replaceAll(new RegExp(`\\b${from}\\b`, 'giu'), to),
    query.text,
  )
  const voices = voicesFor(query, options.mode ?? 'search')
  const vector = voices && queryVector(sources, text)
  const meaningToo = voices !== null && sources.model !== null
  const ranking = rank(
    sources,
    query,
    terms,
    vector,
    meaningToo,
    voices ?? VOICES,
    allowed,
    options,
    offset + limit,
    deadline,
  )

  const everything = everythingFound(collection, words.length === 0 ? null : terms, allowed)
  for (const { item } of ranking.found) add(everything[partOf(item)]!, documentOf(item))
  const best = Math.max(0, ...ranking.found.map((found) => found.words))
  const pageOfFound = ranking.found.slice(offset, offset + limit)
  const marked = markedTerms(query)
  return {
    understood: {
      words: words.map((word) => word.text),
      clauses: query.clauses.map(({ shown }) => shown),
      corrected: corrections,
      pasted: query.pasted,
      usedMeaning: ranking.byMeaning,
      notes: query.notes,
    },
    hits: pageOfFound.map((found) => ({
      ...hitOf(collection, found, marked),
      score: ranking.byMeaning ? found.score : asBm25(found.score),
      explanation: options.explain
        ? explain(collection, terms, found, best, ranking.byMeaning ? voices : null)
        : null,
    })),
    total: everything.reduce((sum, bits) => sum + count(bits), 0),
    facets: options.facets ? countFacets(collection, everything) : null,
    isComplete: complete && ranking.complete,
    milliseconds: now() - started,
  }
}

/** Null when the model knows none of the words: then they decide alone. */
function queryVector({ model }: Sources, text: string): Float32Array | null {
  const vector = model?.embed(text) ?? null
  return vector?.some((value) => value !== 0) ? vector : null
}

/** The papers in the order that is asked for. */
function rank(
  { collection, readers }: Sources,
  query: Query,
  terms: Term[],
  vector: Float32Array | null,
  meaningToo: boolean,
  voices: Voices,
  allowed: (Bitmap | null)[],
  { mode, sort }: SearchOptions,
  depth: number,
  deadline: Deadline,
): Ranking {
  const before = goesBefore(collection)
  const pasted = query.pasted === null ? -1 : itemWithId(collection, query.pasted)
  if (pasted >= 0) {
    return {
      found: [{ ...NOTHING_SAID, item: pasted, isNamed: true }],
      complete: true,
      byMeaning: false,
    }
  }
  if (sort === 'newest' || sort === 'votes') {
    const everything = everythingFound(collection, query.words.length === 0 ? null : terms, allowed)
    const votesOf = (item: number) =>
      collection.parts[partOf(item)]!.segment.votes[documentOf(item)]!
    const sorted = bestOf(everything, sort === 'votes' ? votesOf : () => 0, DEPTH, before)
    return {
      found: sorted.map(({ item }) => ({ ...NOTHING_SAID, item })),
      complete: true,
      byMeaning: false,
    }
  }
  const search = {
    collection, readers, query, terms, vector, voices, deadline,
    depth: Math.min(depth, DEPTH),
    wordsToo: mode !== 'meaning',
    meaningToo,
  } // prettier-ignore
  return find(search, allowed)
}

const NOTHING_SAID = { score: 0, isNamed: false, words: 0, meaning: 0, company: 0 }

/** A found paper with its text; `marked` are the terms to highlight. */
export function hitOf(collection: Collection, found: Found, marked: Set<string>): Hit {
  const { stored } = collection.parts[partOf(found.item)]!.segment
  const document = readStored(stored, documentOf(found.item))
  const title = renderTitle(document.title).text
  const abstract = renderAbstract(document.abstract, document.title).text
  return {
    id: idOf(collection, found.item),
    title,
    score: found.score,
    highlights: { title: highlight(title, marked), abstract: highlight(abstract, marked) },
    explanation: null,
  }
}
