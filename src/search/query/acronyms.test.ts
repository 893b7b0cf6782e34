import { expect, test } from 'vitest'
import { parseQuery } from './parse.ts'

const others = (typed: string) => parseQuery(typed).words.filter(({ isTyped }) => !isTyped)
const also = (typed: string) => others(typed).map(({ text }) => text)

test('an acronym is searched by its words too, and the words by the acronym', () => {
  expect(also('LLM agents')).toEqual(['large', 'language', 'model'])
  expect(also('LLMs')).toEqual(['large', 'language', 'model'])
  expect(also('agents of large language models')).toContain('llm')
  expect(also('retrieval-augmented generation')).toEqual(['rag'])
})

test('a word that also is an acronym is one only in capitals', () => {
  expect(also('a rag doll')).toEqual([])
  expect(also('RAG')).toEqual(['retrieval', 'augmented', 'generation'])
  expect(also('nlp')).toEqual(['natural', 'language', 'processing'])
})

test('the words of a long name weigh together what an acronym would', () => {
  const weight = (typed: string) => others(typed).reduce((sum, { share }) => sum + share, 0)
  expect(weight('RAG')).toBeCloseTo(weight('retrieval augmented generation'))
})

test('what is typed is not said again, and other words have no other name', () => {
  expect(also('LLM large language model')).not.toContain('llm')
  expect(also('whales of the ocean')).toEqual([])
})
