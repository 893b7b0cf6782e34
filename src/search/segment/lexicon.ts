import { chunkTable } from '../analysis/chunk-table.ts'
import { wordsOfChunk, wordsOfIdeographs } from '../analysis/words.ts'
import { growing, push, type Growing } from '../structures/growing.ts'
import { keepsEverything, termsOfWord } from './terms-of.ts'

/** What the chunks of texts stand for, remembered from one segment to the next: most were seen before. */
export interface Lexicon {
  /**
   * Where `cells` tells what text.slice(start, end), the same as those units, stands for in a field: how many positions it takes, how many terms, and then
   * each term's number and its position from the first.
   */
  find(
    text: string,
    units: Uint16Array,
    start: number,
    end: number,
    ideographs: boolean,
    field: number,
  ): number
  cells(): Uint32Array
  names: string[] // of terms, by their number
  /** A term that is new gets the next number. */
  numberOf(term: string): number
  readonly chunks: number
}

const KINDS = 2 // of fields: those that keep everything, and abstracts

export function lexicon(): Lexicon {
  const chunks = chunkTable()
  const places = growing(Uint32Array) // KINDS for each chunk; 0 until it is met in such a field
  const cells: Growing<Uint32Array> = growing(Uint32Array)
  push(cells, 0) // no place is 0
  const names: string[] = []
  const numbers = new Map<string, number>()

  function numberOf(term: string): number {
    let number = numbers.get(term)
    if (number === undefined) {
      number = names.push(term) - 1
      numbers.set(term, number)
    }
    return number
  }

  function read(chunk: string, ideographs: boolean, field: number): number {
    const { words, width } = ideographs ? wordsOfIdeographs(chunk) : wordsOfChunk(chunk)
    const place = cells.length
    push(cells, width)
    push(cells, 0)
    for (const word of words) {
      for (const term of termsOfWord(word, field)) {
        push(cells, numberOf(term))
        push(cells, word.at)
        cells.numbers[place + 1]!++
      }
    }
    return place
  }

  return {
    find(text, units, start, end, ideographs, field) {
      const chunk = chunks.numberOf(units, start, end)
      while (places.length < KINDS * chunks.size) push(places, 0)
      const at = KINDS * chunk + (keepsEverything(field) ? 0 : 1)
      const known = places.numbers[at]!
      if (known > 0) return known
      return (places.numbers[at] = read(text.slice(start, end), ideographs, field))
    },
    cells: () => cells.numbers,
    names,
    numberOf,
    get chunks() {
      return chunks.size
    },
  }
}
