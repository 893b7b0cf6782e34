import { dictionary } from './dictionary.ts'
import { growing, push, taken } from './growing.ts'
import { mergedVocabulary } from './merge-vocabularies.ts'
import { picked, size, type Vocabulary } from './vocabulary.ts'

/** Values of documents, several to each: document d has the values ids[starts[d]] up to ids[starts[d + 1]]. */
export interface Column {
  values: Vocabulary
  starts: Uint32Array
  ids: Uint8Array | Uint16Array | Uint32Array // places in `values`, as narrow as they all fit
}

/** One list of values per document, in document order. */
export function columnOf(lists: string[][]): Column {
  const all = dictionary()
  const starts = new Uint32Array(lists.length + 1)
  const numbers = growing(Uint32Array)
  for (const [d, list] of lists.entries()) {
    for (const value of list) push(numbers, all.numberOf(value))
    starts[d + 1] = numbers.length
  }
  const { vocabulary, places } = all.vocabulary()
  const ids = taken(numbers).map((number) => places[number]!)
  return { values: vocabulary, starts, ids: narrowed(ids, size(vocabulary)) }
}

/** The same numbers, which are below `limit`, in as few bytes as that takes. */
function narrowed(numbers: Uint32Array, limit: number): Column['ids'] {
  if (limit <= 2 ** 8) return Uint8Array.from(numbers)
  return limit <= 2 ** 16 ? Uint16Array.from(numbers) : numbers
}

/** The documents of each value: value v has documents[starts[v]] up to documents[starts[v + 1]], ascending. */
export interface Inverted {
  values: Vocabulary
  starts: Uint32Array
  documents: Uint32Array
}

/** One list of distinct values per document, in document order. */
export function invertedOf(lists: string[][]): Inverted {
  return inverted(columnOf(lists))
}

export function inverted({ values, starts: ends, ids }: Column): Inverted {
  const starts = startsOf(ids, size(values))
  const documents = new Uint32Array(ids.length)
  const next = starts.slice()
  for (let d = 0, i = 0; d < ends.length - 1; d++)
    for (; i < ends[d + 1]!; i++) documents[next[ids[i]!]!++] = d
  return { values, starts, documents }
}

/** The inverse, for so many documents. The values of each ascend. */
export function columnOfInverted(
  { values, starts: ends, documents }: Inverted,
  count: number,
): Column {
  const starts = startsOf(documents, count)
  const ids = new Uint32Array(documents.length)
  const next = starts.slice()
  for (let value = 0, i = 0; value < size(values); value++)
    for (; i < ends[value + 1]!; i++) ids[next[documents[i]!]!++] = value
  return { values, starts, ids: narrowed(ids, size(values)) }
}

/** Where each of so many numbers would start if all of these were sorted, and where the last one would end. */
function startsOf(numbers: Column['ids'], count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (const number of numbers) starts[number + 1]!++
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!
  return starts
}

/** The kept documents of several columns as one column; values that none of them has are left out. */
export function mergedColumn(columns: Column[], kept: Uint32Array[]): Column {
  const { vocabulary, places } = mergedVocabulary(columns.map(({ values }) => values))
  const starts = growing(Uint32Array)
  const ids = growing(Uint32Array)
  const isUsed = new Uint8Array(size(vocabulary))
  for (const [i, column] of columns.entries()) {
    for (const document of kept[i]!) {
      push(starts, ids.length)
      for (let at = column.starts[document]!; at < column.starts[document + 1]!; at++) {
        const place = places[i]![column.ids[at]!]!
        isUsed[place] = 1
        push(ids, place)
      }
    }
  }
  push(starts, ids.length)
  const used = growing(Uint32Array)
  const rank = new Uint32Array(isUsed.length)
  for (let place = 0; place < isUsed.length; place++) {
    rank[place] = used.length
    if (isUsed[place] === 1) push(used, place)
  }
  return {
    values: picked(vocabulary, taken(used)),
    starts: taken(starts),
    ids: narrowed(
      taken(ids).map((place) => rank[place]!),
      used.length,
    ),
  }
}
