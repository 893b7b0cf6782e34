import { createHash } from 'node:crypto'
import { chunkTable } from '../analysis/chunk-table.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { textCollector } from './pairs.ts'
import { meaningWords } from './words.ts'

/** Turns a text into a direction; texts about the same thing point the same way. */
export interface Model {
  name: string // changes whenever its vectors do
  dimensions: number
  /** A vector of length 1, or all zeros when the model knows no word of the text. */
  embed(text: string): Float32Array
}

/** One vector per word; a text is the sum of its words' vectors, made length 1. */
export interface WordVectors {
  words: string[]
  dimensions: number
  levels: Int8Array // one row per word
  scales: Float32Array // what to multiply a word's row by
}

export function staticModel(vectors: WordVectors): Model {
  const { words, dimensions, levels, scales } = vectors
  const digest = createHash('sha256').update(words.join('\n')).update(levels).digest('hex')
  const numbersIn = wordNumbers(words)
  const collector = textCollector(words.length)

  return {
    name: `static-${dimensions}-${digest.slice(0, 12)}`,
    dimensions,
    embed(text) {
      const numbers = numbersIn(text)
      collector.add(numbers, 0, numbers.length)
      collector.endText()
      const { numbers: rows, weights } = collector.take()

      const sum = new Float32Array(dimensions)
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]! * dimensions
        const weight = weights[i]! * scales[rows[i]!]!
        for (let d = 0; d < dimensions; d++) sum[d]! += weight * levels[row + d]!
      }
      let square = 0
      for (let d = 0; d < dimensions; d++) square += sum[d]! ** 2
      const length = Math.sqrt(square)
      if (length > 0) for (let d = 0; d < dimensions; d++) sum[d]! /= length
      return sum
    },
  }
}

const REMEMBERED = 200_000 // chunks; the words of a field repeat

/** The numbers of a text's words that the model knows. Remembers what chunks stand for, as most were seen before. */
function wordNumbers(words: string[]): (text: string) => Uint32Array {
  const numbers = new Map(words.map((word, number) => [word, number]))
  let chunks = chunkTable()
  let known: Uint32Array[] = []
  return (text) => {
    if (chunks.size > REMEMBERED) {
      chunks = chunkTable()
      known = []
    }
    const found: number[] = []
    eachChunk(text, (start, end) => {
      const chunk = chunks.numberOf(text, start, end)
      known[chunk] ??= Uint32Array.from(
        meaningWords(text.slice(start, end)).flatMap((word) => numbers.get(word) ?? []),
      )
      for (const number of known[chunk]) found.push(number)
    })
    return Uint32Array.from(found)
  }
}
