import type { Candidate } from './candidate.ts'
import { inBrackets } from './abbreviation.ts'
import { describedAfter } from './description.ts'
import { CLASS_NOUN } from './name.ts'
import { candidate, nameAt } from './name-run.ts'
import { bracketed } from './place.ts'
import { typeOf } from './type.ts'
import { breaksAfter, type Word } from '../words.ts'

/** "our K_{fold} model", "our benchmark TRAPS", "our proposed Dual-stage Mixing (DM) strategy". */
export function possessed(abstract: string, words: Word[]): Candidate[] {
  return words.flatMap((word, our) =>
    word.lower === 'our' && word.after === '' ? possessedAt(abstract, words, our) : [],
  )
}

const POSSESSED = 6 // words behind "our"

function possessedAt(abstract: string, words: Word[], our: number): Candidate[] {
  for (let index = our + 1; index < Math.min(words.length, our + POSSESSED); index++) {
    const word = words[index]!
    if (inBrackets(word) && nameAt(words, index)) {
      const one = bracketed(abstract, words, index)
      return one ? [one] : []
    }
    const name = word.before === '' ? nameAt(words, index) : null
    const noun = CLASS_NOUN.test(words[index - 1]!.lower) || words[index - 1]!.lower === 'proposed'
    if (name && (noun || (index === our + 1 && name.shape === 3)) && name.shape >= 2) {
      const one = candidate(abstract, words, index, name.last, noun ? 0.75 : 0.65)
      return one
        ? [
            {
              ...one,
              type:
                typeOf(words[index - 1]!.lower) ??
                (noun ? null : typeOf(words[name.last + 1]?.lower ?? '')),
            },
          ]
        : []
    }
    if (breaksAfter(word)) return []
  }
  return []
}

/** "… includes (1) Vega: a cluster and (2) Blue Vega: a host": listed and explained, and named again elsewhere. */
export function listed(abstract: string, words: Word[]): Candidate[] {
  return words.flatMap((word, label) => {
    if (
      !word.before.includes('(') ||
      !word.after.includes(')') ||
      !/^(?:\d|i{1,3}|iv|[a-d])$/.test(word.text)
    )
      return []
    const name = nameAt(words, label + 1)
    if (
      !name ||
      words[name.last]!.after !== ':' ||
      !/^(?:an?|the)$/.test(words[name.last + 1]?.lower ?? '')
    )
      return []
    const one = candidate(abstract, words, label + 1, name.last, 0.6)
    const again = one && abstract.indexOf(one.name, one.start + one.name.length) >= 0
    return again ? [{ ...one, type: describedAfter(abstract, words, name.last) }] : []
  })
}

/** "… two key components: road-map alignment (RM-Align) and …": parts that a sentence counts and names. */
export function components(abstract: string, words: Word[]): Candidate[] {
  const colon = words.findIndex(
    ({ after, lower }) =>
      after.includes(':') &&
      /^(?:components|modules|stages|techniques|strategies|mechanisms|innovations|designs|parts|objectives)$/.test(
        lower,
      ),
  )
  if (colon < 0) return []
  return words.flatMap((word, index) => {
    if (index <= colon || !inBrackets(word) || (nameAt(words, index)?.shape ?? 0) < 2) return []
    const one = bracketed(abstract, words, index)
    return one ? [{ ...one, confidence: 0.6, type: 'method' as const }] : []
  })
}
