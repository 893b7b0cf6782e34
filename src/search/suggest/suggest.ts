import { nameOf } from '../analysis/name.ts'
import { fold } from '../analysis/fold.ts'
import {
  documentOf,
  goesBefore,
  idOf,
  itemOf,
  partOf,
  type Collection,
  type Item,
} from '../collection/collection.ts'
import { FIELDS } from '../document.ts'
import { analyse } from '../analysis/analyse.ts'
import { fieldAt } from '../segment/fields-of.ts'
import { readStored } from '../segment/stored.ts'
import type { Segment } from '../segment/segment.ts'
import { has } from '../structures/bitmap.ts'
import { postingCursor } from '../structures/postings-cursor.ts'
import { frequency } from '../structures/postings.ts'
import { top } from '../structures/top.ts'
import { placeOf, prefixRange, size, termAt } from '../structures/vocabulary.ts'

export interface Suggestion {
  kind: 'title' | 'name' | 'author' | 'topic'
  text: string // as displayed
  id: string | null // of the paper, for titles and names
}

const TITLE = FIELDS.indexOf('title') // the first field: a term is in it when its first position is
const LONGEST_PREFIX = 100 // characters; longer beginnings are whole titles already
const TERMS_TRIED = 20 // endings of the last word, the most frequent first
const PAPERS_TRIED = 2000 // a segment; keeps every keystroke within a few milliseconds
const TITLES = 6
const OTHERS = 3 // names, authors and topics, each

/** What the beginning of a query may become: names, topics, authors and titles, the last word taken as unfinished. */
export function suggest(collection: Collection, typed: string, limit: number): Suggestion[] {
  const prefix = fold(typed.slice(0, LONGEST_PREFIX)).trim()
  if (prefix === '') return []
  const suggestions = [
    ...namesBeginning(collection, prefix),
    ...topicsBeginning(collection, prefix),
    ...authorsBeginning(collection, prefix),
    ...titlesWith(collection, typed.slice(0, LONGEST_PREFIX)),
  ]
  const seen = new Set<string>()
  return suggestions.filter(({ text }) => !seen.has(text) && seen.add(text)).slice(0, limit)
}

function namesBeginning(collection: Collection, prefix: string): Suggestion[] {
  const name = nameOf(prefix)
  if (name === '') return []
  const items: Item[] = []
  for (const [part, { segment, alive }] of collection.parts.entries()) {
    const { values, starts, documents } = segment.names
    const [first, end] = prefixRange(values, name)
    for (let place = first; place < Math.min(end, first + PAPERS_TRIED); place++) {
      const document = documents[starts[place]!]!
      if (alive === null || has(alive, document)) items.push(itemOf(part, document))
    }
  }
  return bestItems(collection, items, OTHERS).map((item) => ({
    ...titleOf(collection, item),
    kind: 'name',
  }))
}

function topicsBeginning({ parts }: Collection, prefix: string): Suggestion[] {
  const topics = new Set<string>()
  for (const { segment } of parts) {
    for (let place = 0; place < size(segment.topics.values); place++) {
      const topic = termAt(segment.topics.values, place)
      if (fold(topic).startsWith(prefix)) topics.add(topic)
    }
  }
  return [...topics]
    .toSorted()
    .slice(0, OTHERS)
    .map((text) => ({ kind: 'topic', text, id: null }))
}

/** Authors by their first names as written, 'Ada L'; a surname alone is found by the search itself. */
function authorsBeginning({ parts }: Collection, prefix: string): Suggestion[] {
  const names = new Set<string>()
  const asWritten = prefix.replace(/(?:^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase())
  for (const { segment } of parts) {
    const { values } = segment.authors
    const [first, end] = prefixRange(values, asWritten)
    for (let place = first; place < Math.min(end, first + OTHERS); place++)
      names.add(termAt(values, place))
  }
  return [...names]
    .toSorted()
    .slice(0, OTHERS)
    .map((text) => ({ kind: 'author', text, id: null }))
}

/** Titles that hold all words but the last, and a word that begins like the last. */
function titlesWith(collection: Collection, typed: string): Suggestion[] {
  const tokens = analyse(typed).filter((token) => !token.joined)
  const last = tokens.at(-1)
  if (!last) return []
  const isFinished = /\s$/.test(typed)
  const whole = (isFinished ? tokens : tokens.slice(0, -1)).map(({ stem }) => stem)
  const items = collection.parts.flatMap(({ segment, alive }, part) =>
    documentsWith(segment, whole, isFinished ? null : last.text)
      .filter((document) => alive === null || has(alive, document))
      .map((document) => itemOf(part, document)),
  )
  return bestItems(collection, items, TITLES).map((item) => titleOf(collection, item))
}

function documentsWith(segment: Segment, stems: string[], unfinished: string | null): number[] {
  const places = stems.map((stem) => placeOf(segment.terms, stem))
  if (places.includes(-1)) return []
  const found = new Set<number>()
  for (const ending of unfinished === null ? [null] : endings(segment, unfinished)) {
    const needed = [...places, ...(ending === null ? [] : [ending])]
      .toSorted((a, b) => frequency(segment.postings, a) - frequency(segment.postings, b))
      .map((place) => postingCursor(segment.postings, place))
    let document = -1
    for (let tried = 0; tried < PAPERS_TRIED / TERMS_TRIED && found.size < PAPERS_TRIED; tried++) {
      document = needed[0]!.seek(document + 1)
      if (document === Infinity) break
      if (
        needed.every(
          (cursor) =>
            cursor.seek(document) === document &&
            fieldAt(segment, document, cursor.positions()[0]!) === TITLE,
        )
      )
        found.add(document)
    }
  }
  return [...found]
}

/** The most frequent terms that begin so, unstemmed forms and stems. Even 'a' begins no more than some 50,000. */
function endings({ terms, postings }: Segment, beginning: string): number[] {
  const best = top(TERMS_TRIED, (a, b) => a < b)
  for (const prefix of [beginning, `=${beginning}`]) {
    const [first, end] = prefixRange(terms, prefix)
    for (let place = first; place < end; place++) best.offer(frequency(postings, place), place)
  }
  return best.take().map(({ item }) => item)
}

/** By votes, then newest: what others read is what is looked for. */
function bestItems(collection: Collection, items: Item[], count: number): Item[] {
  const best = top(count, goesBefore(collection))
  for (const item of new Set(items))
    best.offer(collection.parts[partOf(item)]!.segment.votes[documentOf(item)]!, item)
  return best.take().map(({ item }) => item)
}

function titleOf(collection: Collection, item: Item): Suggestion {
  const { stored } = collection.parts[partOf(item)]!.segment
  return {
    kind: 'title',
    text: readStored(stored, documentOf(item)).texts[TITLE]![0]!,
    id: idOf(collection, item),
  }
}
