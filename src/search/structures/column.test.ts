import { expect, test } from 'vitest'
import { columnOf, columnOfInverted, invertedOf, mergedColumn, type Column } from './column.ts'
import { size, termAt, type Vocabulary } from './vocabulary.ts'

const lists = [['pear', 'fig'], [], ['fig'], ['apple', 'pear', 'fig', 'Ünïted'], ['apple']]

const listed = (vocabulary: Vocabulary) =>
  Array.from({ length: size(vocabulary) }, (_, place) => termAt(vocabulary, place))

const listsOf = ({ values, starts, ids }: Column) =>
  Array.from({ length: starts.length - 1 }, (_, document) =>
    Array.from(ids.subarray(starts[document], starts[document + 1]), (id) => termAt(values, id)),
  )

test('each document has its values in their order, and the values are in byte order', () => {
  const column = columnOf(lists)
  expect(listsOf(column)).toEqual(lists)
  expect(listed(column.values)).toEqual(['apple', 'fig', 'pear', 'Ünïted'])
})

test('inverted, each value tells its documents, ascending, and back', () => {
  const inverted = invertedOf(lists)
  const { values, starts, documents } = inverted
  const holders = listed(values).map((value, i) => [
    value,
    ...documents.subarray(starts[i], starts[i + 1]),
  ])
  expect(holders).toEqual([
    ['apple', 3, 4],
    ['fig', 0, 2, 3],
    ['pear', 0, 3],
    ['Ünïted', 3],
  ])
  const again = columnOfInverted(inverted, lists.length)
  expect(listsOf(again)).toEqual([
    ['fig', 'pear'],
    [],
    ['fig'],
    ['apple', 'fig', 'pear', 'Ünïted'],
    ['apple'],
  ])
})

test('merged, it is the column of the kept documents, without the values that nobody has now', () => {
  const others = [['quince'], ['figs', ''], ['apple', 'kiwi'], []]
  const kept = [Uint32Array.of(0, 1, 2), Uint32Array.of(), Uint32Array.of(1, 2, 3)]
  const merged = mergedColumn([lists, [['date']], others].map(columnOf), kept)
  const expected = columnOf([...lists.slice(0, 3), ...others.slice(1)])
  expect(listsOf(merged)).toEqual(listsOf(expected))
  expect(merged).toEqual(expected)
})

test.each([
  [256, Uint8Array],
  [257, Uint16Array],
  [65_537, Uint32Array],
])('%i values are numbered in as few bytes as that takes', (count, Type) => {
  const many = Array.from({ length: count }, (_, i) => [`value ${i}`])
  const column = columnOf(many)
  expect(column.ids).toBeInstanceOf(Type)
  expect(listsOf(column)).toEqual(many)
  const half = Uint32Array.from({ length: 200 }, (_, document) => document)
  const merged = mergedColumn([column], [half])
  expect(merged.ids).toBeInstanceOf(Uint8Array)
  expect(listsOf(merged)).toEqual(many.slice(0, 200))
})
