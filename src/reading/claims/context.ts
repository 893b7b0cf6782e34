import { sentencesOf } from '../sentences.ts'
import type { Span } from '../finding.ts'
import { wordsOf, type Word } from '../words.ts'

/** Whose matter a sentence is: the field's, before and beside the paper, or the paper's own. */
export interface Sentence {
  span: Span
  words: Word[]
  own: boolean
}

/** "We", "our …" and "this paper": the authors speak of what they did. */
const FIRST_PERSON = new Set(['we', 'our', 'ours', 'us', "we've", 'i'])

const SELF = new Set(
  `paper work study report article survey thesis letter manuscript dataset corpus benchmark approach method framework
  model system technique release research project review environment architecture algorithm strategy`.split(/\s+/),
)

/** Past work as the grammatical subject. "Compared to existing methods" is no such thing: it follows a verb. */
const OTHERS = /^(?:(?:however|but|yet|unfortunately|although|while|despite|nevertheless|currently|typically|moreover|for|example|instance|in|particular|addition|contrast),? ){0,3}(?:(?:most|many|several|some|all|recent|current|existing|previous|prior|traditional|conventional|today|modern|state-of-the-art|the|of|these) ){1,4}(?:work|works|methods?|approach(?:es)?|stud(?:y|ies)|models?|llms?|systems?|techniques?|research|efforts?|advances?|advancements?|progress|datasets?|benchmarks?|frameworks?|literature|algorithms?|solutions?)\b/

/**
 * The sentences of an abstract with their words. An abstract opens with the field and turns to itself at the first
 * "we" or "this paper"; from there on everything is its own, save sentences about earlier work.
 * An abstract that never says "we" is all its own.
 */
export function sentencesOfAbstract(abstract: string): Sentence[] {
  const sentences = sentencesOf(abstract).map((span) => {
    const words = wordsOf(abstract, span)
    return { span, words, own: false }
  })
  const turn = sentences.findIndex(({ words }) => speaksOfItself(words))
  for (const [index, sentence] of sentences.entries()) {
    const self = speaksOfItself(sentence.words)
    sentence.own = self || (index >= turn && !OTHERS.test(opening(abstract, sentence.span)))
  }
  return sentences
}

export function speaksOfItself(words: Word[]): boolean {
  return words.some((word, index) => {
    if (FIRST_PERSON.has(word.lower)) return true
    const next = words[index + 1]?.lower ?? ''
    if (word.lower === 'this' || word.lower === 'the' || word.lower === 'present') {
      const noun = /^(?:proposed|present|introduced|resulting|current)$/.test(next) ? (words[index + 2]?.lower ?? '') : next
      if (noun !== next) return word.lower !== 'present'
      return word.lower === 'this' && SELF.has(noun)
    }
    return word.lower === 'here' && (word.after.includes(',') || next === 'we')
  })
}

const OPENING_LENGTH = 120

function opening(abstract: string, [start, end]: Span): string {
  return abstract.slice(start, Math.min(end, start + OPENING_LENGTH)).toLowerCase()
}
