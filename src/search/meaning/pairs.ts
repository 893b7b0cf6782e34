import type { TrainingCorpus } from './corpus.ts'

/** Texts of a batch as word numbers with their weights: text i is numbers[starts[i]] up to numbers[starts[i + 1]]. */
export interface Texts {
  starts: Uint32Array
  numbers: Uint32Array
  weights: Float32Array
}

/** Collects texts; a word that occurs n times in one weighs 1 + ln n. */
function textCollector(words: number) {
  const counts = new Uint16Array(words)
  let starts: number[] = [0]
  let numbers: number[] = []
  let weights: number[] = []
  let from = 0

  return {
    /** Adds the words of a range of `ids` to the text at hand. */
    add(ids: Uint32Array, start: number, end: number) {
      for (let i = start; i < end; i++) {
        const number = ids[i]!
        if (counts[number]!++ === 0) numbers.push(number)
      }
    },
    /** Whether the text at hand has the word. */
    has: (number: number) => counts[number]! > 0,
    endText() {
      for (; from < numbers.length; from++) {
        weights.push(1 + Math.log(counts[numbers[from]!]!))
        counts[numbers[from]!] = 0
      }
      starts.push(from)
    },
    take(): Texts {
      const texts = {
        starts: Uint32Array.from(starts),
        numbers: Uint32Array.from(numbers),
        weights: Float32Array.from(weights),
      }
      starts = [0]
      numbers = []
      weights = []
      from = 0
      return texts
    },
  }
}

/**
 * How many of the words that both texts share are taken from the shorter one. Words find shared words; what meaning adds is
 * to find papers that say it otherwise, and it only learns that where it cannot lean on the same word.
 */
const SHARED_DROPPED = 0.7

/**
 * Two texts about the same thing for each paper: title and abstract, or one sentence and all the others, by turns.
 * A title teaches what a paper is called, a sentence what it is asked for.
 */
export function pairsOf(
  corpus: TrainingCorpus,
  papers: Uint32Array,
  bySentence: boolean,
  random: () => number,
): { left: Texts; right: Texts } {
  const left = textCollector(corpus.words.length)
  const right = textCollector(corpus.words.length)
  for (const paper of papers) {
    const first = corpus.papers[paper]!
    const last = corpus.papers[paper + 1]! - 1
    const chosen =
      bySentence && last > first + 1 ? first + 1 + Math.floor(random() * (last - first)) : first
    for (let sentence = first; sentence <= last; sentence++) {
      if (sentence !== chosen)
        right.add(corpus.ids, corpus.sentences[sentence]!, corpus.sentences[sentence + 1]!)
    }
    const kept = corpus.ids
      .subarray(corpus.sentences[chosen], corpus.sentences[chosen + 1])
      .filter((word) => !right.has(word) || random() >= SHARED_DROPPED)
    left.add(kept, 0, kept.length)
    left.endText()
    right.endText()
  }
  return { left: left.take(), right: right.take() }
}
