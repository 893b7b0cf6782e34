import { meaningWords } from './words.ts'

/** What a model learns from: clean text, not TeX. */
export interface TrainingPaper {
  title: string
  abstract: string
  group: string // its main category: papers of one group are the counter-examples that teach most
}

/**
 * The papers as numbers: sentence after sentence, each a run of word numbers, the title being the first sentence of
 * its paper. 300,000 papers take some 100 MB.
 */
export interface TrainingCorpus {
  words: string[] // by number, most frequent first
  frequencies: Uint32Array // in how many papers each word occurs
  ids: Uint32Array // word numbers of all sentences, one after the other
  sentences: Uint32Array // sentence i is ids[sentences[i]] up to ids[sentences[i + 1]]
  papers: Uint32Array // paper i is sentences papers[i] up to papers[i + 1]
  groups: Uint32Array // number of each paper's group
}

const RAREST = 5 // papers; a word seen less often has no company to be known by
const SENTENCE_END = /(?<=[.!?])\s+(?=[A-Z0-9])/

/** Reads all papers once, then keeps the `vocabulary` words that occur in most papers. */
export async function readCorpus(
  papers: AsyncIterable<TrainingPaper> | Iterable<TrainingPaper>,
  vocabulary: number,
): Promise<TrainingCorpus> {
  const numbers = new Map<string, number>()
  const frequencies: number[] = []
  const lastPaper: number[] = []
  const ids = growing()
  const sentences = growing()
  const starts = growing()
  const groups = growing()
  const groupNumbers = new Map<string, number>()

  let paper = 0
  for await (const { title, abstract, group } of papers) {
    paper++
    if (!groupNumbers.has(group)) groupNumbers.set(group, groupNumbers.size)
    groups.push(groupNumbers.get(group)!)
    starts.push(sentences.length)
    for (const sentence of [title, ...abstract.split(SENTENCE_END)]) {
      sentences.push(ids.length)
      for (const word of meaningWords(sentence)) {
        let number = numbers.get(word)
        if (number === undefined) {
          number = numbers.size
          numbers.set(word, number)
          frequencies.push(0)
          lastPaper.push(0)
        }
        if (lastPaper[number] !== paper) {
          lastPaper[number] = paper
          frequencies[number]!++
        }
        ids.push(number)
      }
    }
  }
  starts.push(sentences.length)
  sentences.push(ids.length)

  const kept = [...numbers]
    .filter(([, number]) => frequencies[number]! >= RAREST)
    .toSorted(([a, i], [b, j]) => frequencies[j]! - frequencies[i]! || (a < b ? -1 : 1))
    .slice(0, vocabulary)
  const corpus = renumbered(kept, frequencies, ids.done(), sentences.done(), starts.done())
  return { ...corpus, groups: groups.done() }
}

function renumbered(
  kept: [string, number][],
  frequencies: number[],
  ids: Uint32Array,
  sentences: Uint32Array,
  papers: Uint32Array,
): Omit<TrainingCorpus, 'groups'> {
  const DROPPED = 0xffffffff
  const newNumber = new Uint32Array(frequencies.length).fill(DROPPED)
  for (const [number, [, old]] of kept.entries()) newNumber[old] = number

  let length = 0
  for (let sentence = 0; sentence + 1 < sentences.length; sentence++) {
    const start = sentences[sentence]!
    sentences[sentence] = length
    for (let i = start; i < sentences[sentence + 1]!; i++) {
      const number = newNumber[ids[i]!]!
      if (number !== DROPPED) ids[length++] = number
    }
  }
  sentences[sentences.length - 1] = length
  return {
    words: kept.map(([word]) => word),
    frequencies: Uint32Array.from(kept, ([, old]) => frequencies[old]!),
    ids: ids.slice(0, length),
    sentences,
    papers,
  }
}

/** A list of 32-bit numbers of unknown length, at 4 to 8 bytes each. */
function growing() {
  let numbers = new Uint32Array(1 << 16)
  let length = 0
  return {
    push(number: number) {
      if (length === numbers.length) {
        const larger = new Uint32Array(length * 2)
        larger.set(numbers)
        numbers = larger
      }
      numbers[length++] = number
    },
    get length() {
      return length
    },
    done: () => numbers.slice(0, length),
  }
}
