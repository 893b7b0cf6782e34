import { expect, test } from 'vitest'
import { TOPICS } from './topic-table.ts'
import { topicsOf } from './topics.ts'

const topics = (title: string, abstract = '') =>
  topicsOf(title, abstract, 'method').map(({ topic }) => topic)

test('a phrase of the title decides', () => {
  expect(topics('Routers for Mixture-of-Experts')).toEqual(['mixture-of-experts'])
})

test('a phrase said once in the abstract does not, unless there is nothing else', () => {
  expect(topics('Pruning Trees', 'It also helps reinforcement learning.')).toEqual(['compression'])
  expect(topics('Trees', 'It helps reinforcement learning.')).toEqual(['reinforcement-learning'])
})

test('saying one phrase over and over counts three times', () => {
  const [topic] = topicsOf('', 'pruning '.repeat(50), 'method')
  expect(topic?.confidence).toBe(topicsOf('', 'pruning '.repeat(3), 'method')[0]?.confidence)
})

test('there are never more than four, each with the words that gave it away', () => {
  const all = Object.values(TOPICS)
    .map((list) => list.split(',')[0]!.trim())
    .join('. ')
  const found = topicsOf(all, all, 'method')
  expect(found).toHaveLength(4)
  expect(found.every(({ why }) => why !== '')).toBe(true)
})

test('a survey is about surveys, whatever else', () => {
  expect(topicsOf('Trees', 'Pruning them.', 'survey').map(({ topic }) => topic)).toContain(
    'surveys',
  )
})

test('a text about nothing known has no topic', () => {
  expect(topics('Of shoes and ships')).toEqual([])
})

test('every phrase stands for one topic only once', () => {
  for (const list of Object.values(TOPICS)) {
    const phrases = list.split(/[,~]/).map((phrase) => phrase.trim())
    expect(new Set(phrases).size).toBe(phrases.length)
  }
})

test('a beginning of a word keeps its last letter: to quantify is not to quantise', () => {
  const topics = (title: string) => topicsOf(title, title, 'study').map(({ topic }) => topic)
  expect(topics('Quantising maps')).toContain('compression')
  expect(topics('Quantifying maps')).not.toContain('compression')
})
