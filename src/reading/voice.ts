import { sentencesOf } from './sentences.ts'
import type { Span } from './finding.ts'
import { wordsOf, type Word } from './words.ts'

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
  model system technique release research project review environment architecture algorithm strategy`.split(
    /\s+/,
  ),
)

/** Nouns of earlier work. As the subject of a sentence they make it the field's. */
const WORKS =
  /^(?:works?|methods?|approach(?:es)?|stud(?:y|ies)|models?|llms?|systems?|techniques?|research|efforts?|advances?|advancements?|progress|datasets?|benchmarks?|frameworks?|literature|algorithms?|solutions?)$/
const OTHERS = new Set(
  'most many several recent current existing previous prior traditional conventional today modern earlier'.split(
    ' ',
  ),
)

/** Words looked at for the subject of a sentence. */
const SUBJECT_WITHIN = 8

/** "However, most existing methods …": past work is the grammatical subject. "Compared to existing methods" is no such thing. */
function speaksOfOthers(words: Word[]): boolean {
  if (/^(?:it|they|this|these|such|our|we|its)$/.test(words[0]?.lower ?? '')) return false
  let other = false
  for (const word of words.slice(0, SUBJECT_WITHIN)) {
    if (OTHERS.has(word.lower)) other = true
    else if (WORKS.test(word.lower)) return other
    else if (
      /^(?:compared|unlike|to|by|with|than|over|on|in|(?:outperform|surpass|exceed|beat|improv|match|overcom|exten|build|differ|address|tackl|reduc|achiev|leverag|enabl)\w*)$/.test(
        word.lower,
      ) &&
      !other
    )
      return false
  }
  return false
}

/**
 * The sentences of an abstract with their words. An abstract opens with the field and turns to itself at the first
 * "we" or "this paper"; from there on everything is its own, save sentences about earlier work.
 * An abstract that never says "we" is all its own. `ownName` is the name in front of the title's colon: a sentence
 * that uses it speaks of the paper.
 */
export function sentencesOfAbstract(abstract: string, ownName: string | null): Sentence[] {
  const sentences = sentencesOf(abstract).map((span) => {
    const words = wordsOf(abstract, span)
    return { span, words, own: false }
  })
  const first = ownName?.split(' ')[0]
  const named = (words: Word[]) =>
    first !== undefined &&
    words.some(({ text, start }) => text.startsWith(first) && abstract.startsWith(ownName!, start))
  const self = sentences.map(({ words }) => speaksOfItself(words) || named(words))
  const turn = self.indexOf(true)
  for (const [index, sentence] of sentences.entries())
    sentence.own = self[index]! || (index >= turn && !speaksOfOthers(sentence.words))
  return sentences
}

function speaksOfItself(words: Word[]): boolean {
  if (isProposed(words)) return true
  return words.some((word, index) => {
    if (FIRST_PERSON.has(word.lower)) return true
    const next = words[index + 1]?.lower ?? ''
    if (word.before.includes('(')) return false // "bilateral attention (this paper)" in passing
    if (word.lower === 'this' || word.lower === 'the' || word.lower === 'present') {
      const noun = /^(?:proposed|present|introduced|resulting|current)$/.test(next)
        ? (words[index + 2]?.lower ?? '')
        : next
      if (noun !== next) return word.lower !== 'present'
      return word.lower === 'this' && SELF.has(noun)
    }
    return word.lower === 'here' && (word.after.includes(',') || next === 'we')
  })
}

/** "An algorithm for … is proposed.": authors who never say "we". */
function isProposed(words: Word[]): boolean {
  const [be, verb] = words.slice(-2)
  return (
    /^(?:is|are)$/.test(be?.lower ?? '') &&
    /^(?:proposed|presented|introduced|developed|described)$/.test(verb?.lower ?? '')
  )
}
