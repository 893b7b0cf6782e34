import { chunkTable, type ChunkTable } from '../analysis/chunk-table.ts'
import { wordsOfChunk, wordsOfIdeographs } from '../analysis/words.ts'
import { FIELDS } from '../document.ts'
import { dictionary, type Dictionary } from '../structures/dictionary.ts'
import { termsOfWord } from './terms-of.ts'

/** What the chunks of texts stand for, remembered from one segment to the next: most were seen before. */
export interface Lexicon {
  /**
   * Where `cells` tells what text.slice(start, end), the same as those units, stands for: how many positions it takes, how many terms,
   * and then for each its `termCell` and its position from the first.
   */
  find(
    text: string,
    units: Uint16Array,
    start: number,
    end: number,
    ideographs: boolean,
    isPlain: boolean,
  ): number
  readonly terms: Dictionary
  readonly chunks: ChunkTable
}

const [TITLE, ABSTRACT] = [FIELDS.indexOf('title'), FIELDS.indexOf('abstract')]

/** A term's number, and as the lowest bit whether abstracts keep it too; see `termsOfWord`. */
const termCell = (number: number, isInAbstracts: boolean) => 2 * number + (isInAbstracts ? 1 : 0)

export function lexicon(): Lexicon {
  const chunks = chunkTable()
  const terms = dictionary()

  function read(chunk: string, ideographs: boolean): number[] {
    const { words, width } = ideographs ? wordsOfIdeographs(chunk) : wordsOfChunk(chunk)
    const cells = [width, 0]
    for (const word of words) {
      const kept = termsOfWord(word, ABSTRACT)
      for (const term of termsOfWord(word, TITLE))
        cells.push(termCell(terms.numberOf(term), kept.includes(term)), word.at)
    }
    cells[1] = cells.length / 2 - 1
    return cells
  }

  return {
    find(text, units, start, end, ideographs, isPlain) {
      const known = chunks.find(units, start, end, isPlain)
      return known > 0 ? known : chunks.note(read(text.slice(start, end), ideographs))
    },
    chunks,
    terms,
  }
}
