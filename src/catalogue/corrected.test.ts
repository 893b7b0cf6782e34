import { expect, test } from 'vitest'
import { readPaper } from '../reading/read.ts'
import { corrected } from './corrected.ts'
import { checkedCorrection, CorrectionError, type Correction } from './correction.ts'

const text = {
  title: 'MapNet: Faster Maps',
  abstract: 'We propose MapNet, a model with 7B parameters. It draws red maps.',
}
const as = (...corrections: Correction[]) => corrected(readPaper(text), text, corrections)

test('a claim is changed, and is then certain', () => {
  const value = { metric: 'size of the model', unit: 'parameters' }
  const { claims } = as({ kind: 'claim', quote: '7B parameters', action: 'change', value })
  expect(claims).toMatchObject([{ value: 7e9, metric: 'size of the model', confidence: 1 }])
})

test('a claim that was overlooked is added where its words stand', () => {
  const value = { value: 40, unit: 'maps' }
  const { claims } = as({ kind: 'claim', quote: 'red maps', action: 'add', value })
  const added = claims.find(({ quote }) => quote === 'red maps')!
  expect(text.abstract.slice(...added.span)).toBe('red maps')
  expect(added).toMatchObject({ value: 40, unit: 'maps' })
})

test('what the text does not hold is not added to what it says', () => {
  const added = as({ kind: 'claim', quote: 'blue maps', action: 'add', value: { value: 50 } })
  expect(added).toEqual(readPaper(text))
  expect(as({ kind: 'system', quote: 'RoadNet', action: 'add', value: {} })).toEqual(
    readPaper(text),
  )
})

test('a system, a topic and an address can be taken away and added', () => {
  expect(as({ kind: 'system', quote: 'MapNet', action: 'remove', value: null }).systems).toEqual([])
  const { topics } = as({ kind: 'topic', quote: 'vision', action: 'add', value: {} })
  expect(topics).toContainEqual({ topic: 'vision', confidence: 1, why: 'a person' })
  const url = 'https://example.org/mapnet'
  const { artifacts } = as({ kind: 'artifact', quote: url, action: 'add', value: { kind: 'code' } })
  expect(artifacts).toEqual([{ url, kind: 'code', span: [0, 0] }])
})

test('gist and kind are said anew', () => {
  expect(as({ kind: 'gist', quote: '', action: 'change', value: { gist: 'Maps.' } }).gist).toBe(
    'Maps.',
  )
  expect(as({ kind: 'kind', quote: '', action: 'change', value: { kind: 'study' } }).kind).toBe(
    'study',
  )
})

test.each<Correction>([
  { kind: 'gist', quote: '', action: 'remove', value: null },
  { kind: 'gist', quote: '', action: 'change', value: { gist: 'x'.repeat(241) } },
  { kind: 'kind', quote: '', action: 'change', value: { kind: 'poem' } },
  { kind: 'claim', quote: '', action: 'remove', value: null },
  { kind: 'claim', quote: '7B', action: 'change', value: { value: 'seven' } },
  { kind: 'claim', quote: '7B', action: 'change', value: { quote: 'another' } },
  { kind: 'artifact', quote: 'x', action: 'add', value: { url: 'javascript:alert(1)' } },
])('what no finding can be is refused: %j', (correction) => {
  expect(() => checkedCorrection(correction)).toThrow(CorrectionError)
})
