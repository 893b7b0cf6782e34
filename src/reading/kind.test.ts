import { expect, test } from 'vitest'
import { readPaper } from './read.ts'

const kind = (title: string, abstract = '') => readPaper({ title, abstract }).kind

test.each([
  ['Maps: A Survey', '', 'survey'],
  ['On Maps', 'This survey reviews maps.', 'survey'],
  ['MapNet Technical Report', 'We introduce MapNet, a model.', 'report'],
  ['Do Maps Help?', 'We propose MapNet, a model.', 'study'],
  ['Rethinking Maps', 'We show that maps help.', 'study'],
  ['An Empirical Study of Maps', 'We introduce MapNet, a model.', 'study'],
  ['MapNet: A Corpus of Maps', 'We introduce MapNet.', 'dataset'],
  ['MapNet: Drawing Maps', 'We introduce MapNet, a system for maps.', 'system'],
  ['MapNet: Drawing Maps', 'We introduce MapNet, a toolkit for maps.', 'system'],
  ['MapNet: Drawing Maps', 'We train MapNet. We also build RoadSet, a dataset.', 'method'],
  ['MapNet: Drawing Maps', 'We use MapNet with RoadNet. We propose RoadNet, a model.', 'model'],
  ['Benchmarking Maps', 'We compare maps.', 'benchmark'],
  ['Drawing Maps', 'We propose a framework for drawing.', 'method'],
  ['Drawing Maps', 'We propose a new benchmark for drawing.', 'benchmark'],
  ['Drawing Maps', 'We investigate how maps are drawn.', 'study'],
  ['Drawing Maps', 'We investigate maps. We then propose a new method for them.', 'method'],
  ['Drawing Maps', '', 'method'],
])('“%s” with “%s” is a %s', (title, abstract, expected) => {
  expect(kind(title, abstract)).toBe(expected)
})

test('a proposal to do something is no thing proposed', () => {
  expect(kind('Drawing Maps', 'We examine maps. We propose studying their models.')).toBe('study')
})
