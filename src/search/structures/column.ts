import { dictionary } from './dictionary.ts'
import { growing, push, taken } from './growing.ts'
import { size, termAt, type Vocabulary } from './vocabulary.ts'

/** Values of documents, several to each: document d has the values ids[starts[d]] up to ids[starts[d + 1]]. */
export interface Column {
  values: Vocabulary
  starts: Uint32Array
  ids: Uint32Array // places in `values`
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
  return { values: vocabulary, starts, ids: taken(numbers).map((number) => places[number]!) }
}

/** The documents of each value: value v has documents[starts[v]] up to documents[starts[v + 1]], ascending. */
export interface Inverted {
  values: Vocabulary
  starts: Uint32Array
  documents: Uint32Array
}

/** One list of distinct values per document, in document order. */
export function invertedOf(lists: string[][]): Inverted {
  const { values, starts: ends, ids } = columnOf(lists)
  const starts = new Uint32Array(size(values) + 1)
  for (const id of ids) starts[id + 1]!++
  for (let place = 0; place < size(values); place++) starts[place + 1]! += starts[place]!
  const documents = new Uint32Array(ids.length)
  const next = starts.slice()
  for (let d = 0, i = 0; d < lists.length; d++)
    for (; i < ends[d + 1]!; i++) documents[next[ids[i]!]!++] = d
  return { values, starts, documents }
}

/** The values of some documents as lists again. */
export function valueLists({ values, starts, ids }: Column, documents: Uint32Array): string[][] {
  const names = Array.from({ length: size(values) }, (_, place) => termAt(values, place))
  return Array.from(documents, (document) =>
    Array.from(ids.subarray(starts[document], starts[document + 1]), (id) => names[id]!),
  )
}

/** The values of every document as lists again. */
export function valuesOfDocuments(
  { values, starts, documents }: Inverted,
  count: number,
): string[][] {
  const lists: string[][] = Array.from({ length: count }, () => [])
  for (let place = 0; place < size(values); place++) {
    const value = termAt(values, place)
    for (const document of documents.subarray(starts[place], starts[place + 1]))
      lists[document]!.push(value)
  }
  return lists
}
