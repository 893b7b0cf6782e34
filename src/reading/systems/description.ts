import type { SystemType } from '../finding.ts'
import { breaksAfter, type Word } from '../words.ts'
import { typeOf } from './type.ts'

const LONGEST = 14 // words of a description looked at
const EXPLAINS = /^(?:a|an|the|our|one|which|is|novel|new)$/

/** The type by the words behind a name: "X, a large-scale dataset of …", "X, which is a toolkit". */
export function describedAfter(abstract: string, words: Word[], last: number): SystemType | null {
  let first = last + 1
  while (
    first < words.length &&
    (words[first]!.before.includes('(') ||
      (first > last + 1 &&
        words[first - 1]!.after === '' &&
        !words[first - 1]!.after.includes(')') &&
        words[first - 1]!.before.includes('(')))
  )
    first++
  if (!words[first]) return null
  if (!EXPLAINS.test(words[first]!.lower)) return null
  let type: SystemType | null = null
  let end = first - 1
  for (let clauses = 0; clauses < 3 && type === null && end < words.length - 1; clauses++) {
    end++ // "a fully open, 3-billion-parameter, bilingual model": commas between adjectives
    while (end < words.length - 1 && end < first + LONGEST && !breaksAfter(words[end]!)) end++
    type = typeOf(abstract.slice(words[first]!.start, words[end]!.end))
    if (words[end]!.after !== ',') break
  }
  return type
}

/** The type by the words in front of a name: "a lightweight toolkit called X", "our benchmark X". */
export function describedBefore(abstract: string, words: Word[], at: number): SystemType | null {
  let first = at
  while (
    first > 0 &&
    first > at - LONGEST &&
    !/^(?:a|an|the|our|two|three|four)$/.test(words[first]!.lower)
  )
    first--
  return first === at ? null : typeOf(abstract.slice(words[first]!.start, words[at]!.start))
}
