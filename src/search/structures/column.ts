import { size, sortedByBytes, termAt, vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** Values of documents, several to each: document d has the values ids[starts[d]] up to ids[starts[d + 1]]. */
export interface Column {
  values: Vocabulary
  starts: Uint32Array
  ids: Uint32Array // places in `values`
}

/** One list of values per document, in document order. */
export function columnOf(lists: string[][]): Column {
  const sorted = sortedByBytes([...new Set(lists.flat())])
  const places = new Map(sorted.map((value, place) => [value, place]))
  const starts = new Uint32Array(lists.length + 1)
  for (const [d, list] of lists.entries()) starts[d + 1] = starts[d]! + list.length
  const ids = new Uint32Array(starts[lists.length]!)
  for (const [d, list] of lists.entries()) {
    for (const [i, value] of list.entries()) ids[starts[d]! + i] = places.get(value)!
  }
  return { values: vocabularyOf(sorted), starts, ids }
}

/** The documents of each value: value v has documents[starts[v]] up to documents[starts[v + 1]], ascending. */
export interface Inverted {
  values: Vocabulary
  starts: Uint32Array
  documents: Uint32Array
}

/** One list of distinct values per document, in document order. */
export function invertedOf(lists: string[][]): Inverted {
  const holders = new Map<string, number[]>()
  for (const [document, list] of lists.entries()) {
    for (const value of list) {
      const known = holders.get(value)
      if (known) known.push(document)
      else holders.set(value, [document])
    }
  }
  const sorted = sortedByBytes([...holders.keys()])
  const starts = new Uint32Array(sorted.length + 1)
  for (const [place, value] of sorted.entries())
    starts[place + 1] = starts[place]! + holders.get(value)!.length
  return {
    values: vocabularyOf(sorted),
    starts,
    documents: Uint32Array.from(sorted.flatMap((value) => holders.get(value)!)),
  }
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
