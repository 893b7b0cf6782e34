import { expect, test } from 'vitest'
import { readPaper } from './read.ts'

const results = (abstract: string) =>
  readPaper({ title: 'On Maps', abstract }).results.map(({ quote }) => quote)

test('the sentences that state the outcome are found, with or without a number', () => {
  expect(
    results(
      'Maps are old. We draw them. Experiments on roads show that drawing helps. It outperforms all others.',
    ),
  ).toEqual(['Experiments on roads show that drawing helps.', 'It outperforms all others.'])
})

test('hopes and earlier results are none', () => {
  expect(
    results('Existing methods achieve little. We draw maps. We hope to improve roads.'),
  ).toEqual([])
  expect(results('We propose MapNet, which improves roads. We train it to reduce noise.')).toEqual(
    [],
  )
})
