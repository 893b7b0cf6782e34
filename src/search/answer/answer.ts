import {
  documentOf,
  idOf,
  itemWithId,
  partOf,
  type Collection,
  type Item,
} from '../collection/collection.ts'
import { countFacets } from '../find/facets.ts'
import {
  allowedDocuments,
  DEPTH,
  find,
  giveBackAllowed,
  type Ranking,
  type Search,
} from '../find/find.ts'
import { unscored, type Found } from '../find/fuse.ts'
import { firstBy } from '../find/first-by.ts'
import { everythingFound, sayingMost } from '../find/totals.ts'
import type { Model } from '../meaning/model.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import { asBm25 } from '../scoring/bm25f.ts'
import { attainableScore, weigh } from '../scoring/weigh.ts'
import type { Hit, Result, SearchOptions } from '../search.ts'
import { readStored } from '../segment/stored.ts'
import { alsoSpelled, corrected } from '../spelling/correct.ts'
import { add, count, type Bitmap } from '../structures/bitmap.ts'
import { giveBack } from '../structures/lent.ts'
import type { VectorReader } from '../structures/vectors.ts'
import { explain } from './explain.ts'
import { highlight, markedTerms } from './highlights.ts'
import { TUNING, type Tuning } from './tuning.ts'
import { voicesFor } from './voices.ts'

/** What queries are answered from at one moment. */
export interface Sources {
  collection: Collection
  readers: (VectorReader | null)[] // one per part
  model: Model | null
  timeLimit: number // milliseconds a query gets before it is answered with what was found
  worked?: () => number // milliseconds that this thread has had a processor; without it, the clock alone tells
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
  tuning = TUNING,
): Result {
  const started = now()
  const deadline = deadlineOf(sources, now)
  const { collection, readers } = sources
  const limit = Math.min(Math.max(0, options.limit ?? HITS), MOST_HITS)
  const offset = Math.max(0, options.offset ?? 0)

  const { query, corrections } = read(collection, typed, tuning)
  const terms = weigh(collection, query.words, tuning.exactShare)
  const { allowed, complete } = allowedDocuments(collection, query.clauses, deadline)
  const mode = options.mode ?? 'search'
  const voices = voicesFor(query, mode, tuning.voices)
  const pasted = query.pasted === null ? -1 : itemWithId(collection, query.pasted)
  const search: Search = {
    collection, readers, query, terms, deadline,
    attainable: attainableScore(collection, query.words, tuning.exactShare),
    vector: voices && queryVector(sources, query.text),
    voices: voices ?? tuning.voices,
    depth: Math.min(offset + limit, DEPTH),
    wordsToo: mode !== 'meaning',
    meaningToo: voices !== null && sources.model !== null,
    isCentred: sources.model?.isCentred ?? true,
  } // prettier-ignore
  const ranking = pasted >= 0 ? onlyOne(pasted) : find(search, allowed)
  const sort = options.sort ?? 'best'
  const { everything, complete: isCounted } = listed(search, ranking, allowed, sort)
  const found = sorted(search, ranking.found, everything, sort)
  const total = everything.reduce((sum, bits) => sum + count(bits), 0)
  const facets = options.facets ? countFacets(collection, everything) : null
  giveBackAllowed(collection, allowed)
  for (const bits of everything) giveBack(bits)
  const marked = options.texts === false ? null : markedTerms(query)
  return {
    understood: {
      words: query.words.filter((word) => word.isTyped).map((word) => word.text),
      alsoWords: query.words.filter((word) => !word.isTyped).map((word) => word.text),
      clauses: query.clauses.map(({ shown }) => shown),
      corrected: corrections,
      pasted: query.pasted,
      usedMeaning: ranking.byMeaning,
      notes: query.notes,
    },
    hits: found.slice(offset, offset + limit).map((one) => ({
      ...hitOf(collection, one, marked),
      score: ranking.byMeaning ? one.score : asBm25(one.score),
      explanation: options.explain
        ? explain(collection, terms, one, ranking.marks, ranking.byMeaning ? voices : null)
        : null,
    })),
    total,
    facets,
    isComplete: complete && ranking.complete && isCounted,
    milliseconds: now() - started,
  }
}

/** So many times the limit a query may wait for a processor that others have. */
const MOST_WAITED = 10

/** Of the limit, for finding and counting; the rest is for what follows: facets of up to 300,000 papers, and the hits. */
const FOR_FINDING = 0.84

/** On a busy machine a query does not lose its answer to what others do: it is its own work that has a limit. */
function deadlineOf({ timeLimit, worked }: Sources, now: () => number): Deadline {
  const limit = FOR_FINDING * timeLimit
  const [started, before] = [now(), worked?.() ?? 0]
  return {
    late() {
      const waited = now() - started
      if (waited <= limit) return false
      return !worked || waited > MOST_WAITED * timeLimit || worked() - before > limit
    },
  }
}

/** What was typed, with spelling put right. */
function read(collection: Collection, typed: string, { shares }: Tuning) {
  const asked = parseQuery(typed, shares)
  const { words, corrections } = corrected(collection, asked.words)
  const text = corrections.reduce(
    (whole, { from, to }) => whole.replaceAll(new RegExp(`\\b${from}\\b`, 'giu'), to),
    asked.text,
  )
  const query: Query = { ...asked, words, text, asked: alsoSpelled(asked.asked, corrections) }
  return { query, corrections }
}

/** Null when the model knows none of the words: then they decide alone. */
function queryVector({ model }: Sources, text: string): Float32Array | null {
  const vector = model?.embed(text) ?? null
  return vector?.some((value) => value !== 0) ? vector : null
}

/**
 * Everything found. By score, that is whatever has a word of the query, as the best come first anyway; in other orders only
 * what says the most of it. What is near in meaning, or named, belongs to it in any order.
 */
function listed(
  { collection, query, terms, deadline }: Search,
  { found, near }: Ranking,
  allowed: (Bitmap | null)[],
  sort: NonNullable<SearchOptions['sort']>,
): { everything: Bitmap[]; complete: boolean } {
  const wanted = query.words.length === 0 ? null : terms
  const isByScore = sort === 'best' || wanted === null
  const all = isByScore
    ? everythingFound(collection, wanted, allowed, deadline)
    : sayingMost(collection, query.asked, allowed, deadline)
  const more = isByScore ? found : found.filter(({ isNamed }) => isNamed)
  for (const item of [...Array.from(near), ...more.map((one) => one.item)])
    add(all.everything[partOf(item)]!, documentOf(item))
  return all
}

/** The ranking, or everything that was found in another order. */
function sorted(
  { collection, depth }: Search,
  ranked: Found[],
  everything: Bitmap[],
  sort: NonNullable<SearchOptions['sort']>,
): Found[] {
  if (sort === 'best') return ranked
  const column = sort === 'votes' ? 'votes' : 'days'
  return firstBy(collection, everything, column, depth).map(unscored)
}

function onlyOne(item: Item): Ranking {
  const found = [{ ...unscored(item), isNamed: true }]
  return { found, complete: true, byMeaning: false, near: [], marks: 0 }
}

/** A found paper with its text; `marked` are the terms to highlight, null to leave its text where it is. */
export function hitOf(collection: Collection, found: Found, marked: Set<string> | null): Hit {
  const { id, title, highlights } =
    marked === null
      ? { id: idOf(collection, found.item), ...NO_TEXTS }
      : textsOf(collection, found.item, marked)
  return { id, title, score: found.score, highlights, explanation: null }
}

const NO_TEXTS = { title: '', highlights: { title: [], abstract: [] } }

function textsOf({ parts }: Collection, item: Item, marked: Set<string>) {
  const { stored } = parts[partOf(item)]!.segment
  const { id, texts } = readStored(stored, documentOf(item))
  const [[title], [abstract]] = texts as [[string], [string]]
  const highlights = { title: highlight(title, marked), abstract: highlight(abstract, marked) }
  return { id, title, highlights }
}
