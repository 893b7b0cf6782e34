import { createHash } from 'node:crypto'
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
  const numbers = new Map(words.map((word, number) => [word, number]))
  const collector = textCollector(words.length)
  const digest = createHash('sha256').update(words.join('\n')).update(levels).digest('hex')

  return {
    name: `static-${dimensions}-${digest.slice(0, 12)}`,
    dimensions,
    embed(text) {
      const known = meaningWords(text)
        .map((word) => numbers.get(word))
        .filter((number) => number !== undefined)
      collector.add(Uint32Array.from(known), 0, known.length)
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
      if (square > 0) for (let d = 0; d < dimensions; d++) sum[d]! /= Math.sqrt(square)
      return sum
    },
  }
}
