import { chunkReader } from '../analysis/analyse.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { isStopWord } from '../analysis/stop-words.ts'

const readChunk = chunkReader()

/**
 * What of a text carries its meaning: stems without stop words. Compounds count whole and in parts, so that an unseen
 * 'self-distillation' still has its parts.
 */
export function meaningWords(text: string): string[] {
  const words: string[] = []
  eachChunk(text, (start, end, ideographs) => {
    for (const word of readChunk(text.slice(start, end), ideographs).words) {
      if (!isStopWord(word.text)) words.push(word.stem)
    }
  })
  return words
}
