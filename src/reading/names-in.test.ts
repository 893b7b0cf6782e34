import { expect, test } from 'vitest'
import { namesIn } from './names-in.ts'

test('what only a name looks like is one, wherever it stands', () => {
  expect(namesIn('Better than MapNet', 'RoadNet-7B beats it. So does ROADS.')).toEqual([
    'MapNet',
    'RoadNet-7B',
    'ROADS',
  ])
})

test('a capitalised word is a name inside a sentence, and none where a sentence or a title would have it too', () => {
  expect(
    namesIn('Roads and Maps', 'Roads are long. We compare with Atlas and Tree of Roads.'),
  ).toEqual(['Atlas', 'Tree of Roads'])
})

test('the possessive is no part of a name', () => {
  expect(namesIn('', "We use MapNet's encoder.")).toEqual(['MapNet'])
})

test('common property of the field is not worth a note', () => {
  expect(namesIn('LLMs', 'We train an LLM with RLHF on GPUs, as BERT was.')).toEqual([])
})

test('a list without end is cut', () => {
  const list = Array.from({ length: 200 }, (_, n) => `Net${n}X`).join(', ')
  expect(namesIn('', `We list ${list}.`)).toHaveLength(80)
})

test('a title in full is no name, only its words may be', () => {
  expect(
    namesIn('', 'We compare with Long Roads for Good Maps with MapNet Drawing Many Paths Again.'),
  ).toContain('MapNet')
})
