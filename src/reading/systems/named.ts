import type { Candidate } from './candidate.ts'
import { inBrackets, longFormStart, withBrackets } from './abbreviation.ts'
import { describedAfter, describedBefore } from './description.ts'
import { listAt, nameAt } from './name-run.ts'
import { bracketed } from './place.ts'
import { breaksAfter, type Word } from '../words.ts'

/** "… framework, called X": says by itself that a name follows. */
const NAMES =
  /^(?:called|named|dubbed|termed|namely|coined|abbreviated|titled|nicknamed|call|name|dub|term)$/

/** The names behind "called", "namely", "which we dub" in one sentence. */
export function named(abstract: string, words: Word[]): Candidate[] {
  const found: Candidate[] = []
  for (const [at, word] of words.entries()) {
    if (NAMES.test(word.text) && word.before === '') found.push(...behind(abstract, words, at))
  }
  return found
}

function behind(abstract: string, words: Word[], at: number): Candidate[] {
  const verb = /^(?:call|name|dub|term)$/.test(words[at]!.lower)
  if (/^so(?:-called)?$/.test(words[at - 1]?.lower ?? '')) return []
  if (verb && !/^(?:we|which|i|to)$/.test(words[at - 1]?.lower ?? '')) return []
  const offered =
    words.slice(0, at).some(({ lower }) => OFFERS.test(lower)) ||
    words
      .slice(Math.max(0, at - NEAR), at)
      .some(({ lower }) => /^(?:novel|new|our|proposed)$/.test(lower))
  if (words.slice(Math.max(0, at - NEAR), at).some(({ lower }) => KNOWN.test(lower))) return []
  if (words[at]!.lower === 'namely' && !offered) return [] // "tested on two suites, namely …"
  if (EVENT.test(words[at - 1]?.text ?? '')) return []
  let first = at + 1
  while (first < at + 4 && LEADS.test(words[first]?.lower ?? '')) first++
  const { found, last } = listAt(abstract, words, first, 0.85, true)
  if (found.length === 0) return shortOnly(abstract, words, at, first)
  if (found.length === 1) {
    const one = withBrackets(abstract, words, first, last, found[0]!)
    found.splice(0, 1, ...(one ? [one] : []))
  }
  const before = namedBefore(words, at)
  if (before >= 0 && found[0]) {
    const earlier = words[before]!
    const type = describedAfter(abstract, words, last)
    return [
      {
        ...found[0],
        name: abstract.slice(earlier.start, earlier.end),
        start: earlier.start,
        alias: found[0].name,
        type,
      },
    ]
  }
  const type = describedBefore(abstract, words, at)
  for (const one of found) one.type = type
  return found
}

/** "called two-step road drawing (TSRD)": the long form has no capitals, so the short one is the name. */
function shortOnly(abstract: string, words: Word[], at: number, first: number): Candidate[] {
  for (let index = first + 1; index < Math.min(words.length, first + LONGEST_LONG); index++) {
    if (inBrackets(words[index])) {
      const one = longFormStart(words, index) === first ? bracketed(abstract, words, index) : null
      return one ? [{ ...one, type: one.type ?? describedBefore(abstract, words, at) }] : []
    }
    if (breaksAfter(words[index - 1]!)) return []
  }
  return []
}

const LONGEST_LONG = 7 // words

const NEAR = 6
const OFFERS =
  /^(?:propos|introduc|present|develop|releas|construct|creat|build|built|design|train|offer|contribut)/

/** "a common attack called X" is not theirs. */
const KNOWN = /^(?:common|existing|popular|well-known|standard|conventional|classical)$/

/** "Task 3 of MapEval-2021, named ROADS": what is explained is an event's, which the authors took part in. */
const EVENT = /^[A-Z][A-Za-z]+-?(?:19|20)\d\d$/

const LEADS =
  /^(?:as|the|it|this|our|a|an|model|method|dataset|benchmark|approach|framework|system)$/

/** "ARTO, dubbed Aligning …": what follows is another form of the name in front of the comma. */
function namedBefore(words: Word[], at: number): number {
  const before = words[at - 1]
  const name = before && before.after.includes(',') ? nameAt(words, at - 1) : null
  return name && name.shape >= 2 ? at - 1 : -1
}
