import { expect, test } from 'vitest'
import { columnOf, invertedOf, valueLists, valuesOfDocuments } from './column.ts'
import { size, termAt } from './vocabulary.ts'

const lists = [['pear', 'fig'], [], ['fig'], ['apple', 'pear', 'fig', 'Ünïted'], ['apple']]

test('values are given back in the order in which each document has them', () => {
  const column = columnOf(lists)
  expect(valueLists(column, Uint32Array.of(3, 0, 1))).toEqual([lists[3], lists[0], []])
  expect(Array.from({ length: size(column.values) }, (_, i) => termAt(column.values, i))).toEqual([
    'apple',
    'fig',
    'pear',
    'Ünïted',
  ])
})

test('inverted, each value tells its documents, ascending', () => {
  const { values, starts, documents } = invertedOf(lists)
  const of = Array.from({ length: size(values) }, (_, i) => [
    termAt(values, i),
    ...documents.subarray(starts[i], starts[i + 1]),
  ])
  expect(of).toEqual([
    ['apple', 3, 4],
    ['fig', 0, 2, 3],
    ['pear', 0, 3],
    ['Ünïted', 3],
  ])
  expect(valuesOfDocuments(invertedOf(lists), 5).map((some) => some.toSorted())).toEqual(
    lists.map((list) => list.toSorted()),
  )
})
