import { documentOf, partOf, type Item } from '../collection/collection.ts'
import { top } from '../structures/top.ts'
import type { VectorReader } from '../structures/vectors.ts'
import { cosinesOf } from './candidates.ts'
import type { Search } from './find.ts'
import { fused, NOTHING_SAID, type Said } from './fusion.ts'
import { occurrencesOf, typedTerms } from './occurrences.ts'
import { bestPassages } from './passage.ts'
import { together } from './together.ts'

/** A paper found, with what each voice said. */
export interface Found extends Said {
  item: Item
  score: number
  isNamed: boolean // the query is the name of it: goes before all others
}

/** A paper that is listed for another reason than its score. */
export function unscored(item: Item): Found {
  return { item, score: 0, isNamed: false, ...NOTHING_SAID }
}

/** Papers whose positions are read: what is farther down is not lifted to the top by them. */
const MOST_READ = 200

/** Positions of one word in one paper. Of a long query fewer papers are read, as its words tell them apart without. */
const MOST_LOOKS = 600

/** What words say of the candidates. */
interface Candidates {
  items: Float64Array // in reading order
  words: Float64Array
  marks: number
  named: Set<Item>
}

/** The named ones and the best `depth` others, by what all voices say. */
export function fuse(
  search: Search,
  { items, words, marks, named }: Candidates,
  vector: Float32Array,
  before: (a: Item, b: Item) => boolean,
): Found[] {
  const { readers, voices, depth } = search
  const inOrder = (i: number, j: number) => before(items[i]!, items[j]!)
  const said = Array.from(cosinesOf(readers, vector, items), (meaning, i) => ({
    ...NOTHING_SAID,
    words: words[i]!,
    meaning,
  }))
  const scoreOf = (i: number) => fused(said[i]!, marks, voices)
  const firstOf = (size: number) => {
    const first = top(size, inOrder)
    for (let i = 0; i < items.length; i++) first.offer(scoreOf(i), i)
    return first
  }

  const typed = typedTerms(search.query.words, search.terms)
  const readable = Math.min(MOST_READ, Math.ceil(MOST_LOOKS / new Set(typed).size))
  const read = firstOf(readable).inNoOrder().items.toSorted()
  const occurrences = occurrencesOf(search.collection, typed, read.map((i) => items[i]!)) // prettier-ignore
  const [stand, passages] = [together(occurrences, typed), bestPassages(occurrences)]
  for (let i = 0; i < read.length; i++) {
    said[read[i]!]!.together = stand[i]!
    said[read[i]!]!.passage = passages[i]!
  }

  const weighed = firstOf(voices.first)
    .take()
    .map(({ item: i, score }) => ({ item: items[i]!, weight: Math.max(0, score) }))
  const company = cosinesOf(readers, centreOf(readers, weighed, vector.length), items)
  for (let i = 0; i < items.length; i++) said[i]!.company = company[i]!

  const [called, others] = [top(named.size, inOrder), top(depth, inOrder)]
  for (let i = 0; i < items.length; i++) {
    const list = named.size > 0 && named.has(items[i]!) ? called : others
    list.offer(scoreOf(i), i)
  }
  const foundAt = (isNamed: boolean) => (one: { item: number; score: number }) => ({
    item: items[one.item]!,
    score: one.score,
    isNamed,
    ...said[one.item]!,
  })
  return [...called.take().map(foundAt(true)), ...others.take().map(foundAt(false))]
}

/** The sum of the papers' vectors, each times its weight. */
export function centreOf(
  readers: (VectorReader | null)[],
  items: { item: Item; weight: number }[],
  dimensions: number,
): Float32Array {
  const centre = new Float32Array(dimensions)
  for (const { item, weight } of items)
    readers[partOf(item)]?.addRow(documentOf(item), weight, centre)
  return centre
}
