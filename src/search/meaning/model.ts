import { createHash } from 'node:crypto'
import { chunkTable } from '../analysis/chunk-table.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { kernelMemory, kernelOver } from '../kernel/kernel.ts'
import { growing, push, type Growing } from '../structures/growing.ts'
import { meaningWords } from './words.ts'

/** Turns a text into a direction; texts about the same thing point the same way. */
export interface Model {
  name: string // changes whenever its vectors do
  dimensions: number
  isCentred: boolean // texts that have nothing in common have a cosine of about 0
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

const MOST_WORDS = 4096 // of a text, that are added up; further ones are left out

export function staticModel({ words, dimensions, levels, scales }: WordVectors): Model {
  const digest = createHash('sha256').update(words.join('\n')).update(levels).digest('hex')
  const numbersIn = wordNumbers(words)
  const add = rowAdder(levels, dimensions)
  const counts = new Uint16Array(words.length)

  return {
    name: `static-${dimensions}-${digest.slice(0, 12)}`,
    dimensions,
    isCentred: true, // it was taught with all others of a batch as counter-examples
    embed(text) {
      const { numbers, length } = numbersIn(text)
      for (let i = 0; i < length; i++) {
        const number = numbers[i]!
        if (counts[number]!++ === 0 && add.count < MOST_WORDS) add.row(number)
      }
      const sum = add.sum((number) => (1 + Math.log(counts[number]!)) * scales[number]!)
      for (let i = 0; i < length; i++) counts[numbers[i]!] = 0
      return madeUnit(sum)
    },
  }
}

function madeUnit(vector: Float32Array): Float32Array {
  let square = 0
  for (let d = 0; d < vector.length; d++) square += vector[d]! ** 2
  const length = Math.sqrt(square)
  if (length > 0) for (let d = 0; d < vector.length; d++) vector[d]! /= length
  return vector
}

/** Adds up rows of `levels` in the kernel: four are done in the time of one. */
function rowAdder(levels: Int8Array, dimensions: number) {
  const at = Math.ceil(levels.length / 16) * 16
  const memory = kernelMemory(at + 8 * MOST_WORDS + 4 * dimensions)
  const kernel = kernelOver(memory)
  new Int8Array(kernel.memory, 0, levels.length).set(levels)
  const list = new Uint32Array(kernel.memory, at, MOST_WORDS)
  const weights = new Float32Array(kernel.memory, at + 4 * MOST_WORDS, MOST_WORDS)
  const sum = new Float32Array(kernel.memory, at + 8 * MOST_WORDS, dimensions)

  return {
    count: 0,
    row(number: number) {
      list[this.count++] = number
    },
    /** The sum of the rows so far, each times its weight; starts anew. */
    sum(weightOf: (number: number) => number): Float32Array {
      for (let i = 0; i < this.count; i++) weights[i] = weightOf(list[i]!)
      const [listAt, weightsAt, sumAt] = [list, weights, sum].map(({ byteOffset }) => byteOffset)
      kernel.sumRows(0, dimensions, listAt!, weightsAt!, this.count, sumAt!)
      this.count = 0
      return sum.slice()
    },
  }
}

const REMEMBERED = 200_000 // chunks; the words of a field repeat

/** The numbers of a text's words that the model knows. Remembers what chunks stand for, as most were seen before. */
function wordNumbers(words: string[]): (text: string) => Growing<Uint32Array> {
  const numbers = new Map(words.map((word, number) => [word, number]))
  const found = growing(Uint32Array)
  let chunks = chunkTable() // how many numbers a chunk has, and which

  function noteOn(chunk: string): number {
    const ofChunk = meaningWords(chunk).flatMap((word) => numbers.get(word) ?? [])
    return chunks.note([ofChunk.length, ...ofChunk])
  }

  return (text) => {
    if (chunks.size > REMEMBERED) chunks = chunkTable()
    found.length = 0
    eachChunk(text, (start, end, _ideographs, isPlain, units) => {
      const notes = chunks.find(units, start, end, isPlain) || noteOn(text.slice(start, end))
      const { cells } = chunks
      const last = notes + cells[notes]!
      for (let at = notes + 1; at <= last; at++) push(found, cells[at]!)
    })
    return found
  }
}
